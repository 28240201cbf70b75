from voiceassistant.local.voice import LONG_SENTENCE, SHORTEST_CLAUSE, clauses


def test_a_short_sentence_stays_whole() -> None:
    assert clauses("Yes, of course, I can.") == ["Yes, of course, I can."]


def test_a_long_sentence_is_cut_after_clauses() -> None:
    sentence = (
        "In the morning, after a short walk along the river, we went to the market; "
        "there we bought bread, cheese and wine, and in the evening we ate all of it at once, gladly."
    )
    pieces = clauses(sentence)
    assert len(sentence) > LONG_SENTENCE
    assert " ".join(pieces) == sentence
    assert len(pieces) > 1
    assert all(len(piece) >= SHORTEST_CLAUSE for piece in pieces)


def test_a_long_sentence_without_clauses_stays_whole() -> None:
    sentence = "word " * 40 + "end."
    assert clauses(sentence) == [sentence]
