import pytest

from voiceassistant.local.synthesis.pieces import (
    FIRST_CLAUSE,
    LONG_SENTENCE,
    SHORTEST_CLAUSE,
    Sentence,
    clauses,
    sentences,
    short_clauses,
    weight,
)

LONG = (
    "In the morning, after a short walk along the river, we went to the market; "
    "there we bought bread, cheese and wine, and in the evening we ate all of it at once, gladly."
)


class TestSentences:
    def test_each_has_its_own_language(self) -> None:
        text = "He said it twice in German. Ich habe keine Zeit für so etwas. 그리고 한국어로도 말했습니다."
        assert [sentence.language for sentence in sentences(text)] == ["en", "de", "ko"]

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Ja. Gut. Das machen wir morgen zusammen.", "de"),
            ("Hola. Ya voy. Espérame en la puerta de casa.", "es"),
            ("OK. That is fine with me.", "en"),
        ],
    )
    def test_a_short_one_has_the_language_of_the_text(self, text: str, language: str) -> None:
        assert {sentence.language for sentence in sentences(text)} == {language}

    def test_a_short_one_in_other_letters_has_its_own(self) -> None:
        text = "'안녕하세요'라고 인사하면 됩니다. Good morning! 그렇게 말해 보세요."
        assert [sentence.language for sentence in sentences(text)] == ["ko", "en", "ko"]

    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("今日はいい天気ですね。明日は雨です。", 2),
            ("¿Qué hora es? Son las 3.30 en casa del Sr. García.", 2),
            ("Bonjour M. Dupont. Ça va bien ?", 2),
            ("안녕하세요. 오늘은 어떠세요?", 2),
            ("One line\nand another", 2),
        ],
    )
    def test_marks_of_other_languages_end_them_too(self, text: str, count: int) -> None:
        assert len(sentences(text)) == count

    def test_figures_alone_are_english(self) -> None:
        assert sentences("12:30") == [Sentence("12:30", "en")]

    @pytest.mark.parametrize("text", ["", " \n", "🙂", "...", "—"])
    def test_nothing_to_say(self, text: str) -> None:
        assert sentences(text) == []


class TestClauses:
    def test_a_short_sentence_stays_whole(self) -> None:
        assert clauses("Yes, of course, I can.") == ["Yes, of course, I can."]

    def test_a_long_sentence_is_cut_after_clauses(self) -> None:
        pieces = clauses(LONG)
        assert len(LONG) > LONG_SENTENCE
        assert " ".join(pieces) == LONG
        assert len(pieces) > 1
        assert all(len(piece) >= SHORTEST_CLAUSE for piece in pieces)

    def test_a_long_sentence_without_clauses_stays_whole(self) -> None:
        sentence = "word " * 40 + "end."
        assert clauses(sentence) == [sentence]


class TestShortClauses:
    def test_the_first_is_short_and_they_grow(self) -> None:
        pieces = short_clauses(LONG)
        assert " ".join(pieces) == LONG
        assert FIRST_CLAUSE <= len(pieces[0]) < 60
        assert len(pieces) > 2

    def test_a_clause_too_short_to_stand_alone_is_joined(self) -> None:
        assert short_clauses("Yes, I can.") == ["Yes, I can."]
        assert short_clauses("That is all there is to it, sir.") == ["That is all there is to it, sir."]

    def test_wide_letters_count_more_and_need_no_space(self) -> None:
        assert weight("今日は") == 3 * weight("abc")
        sentence = "今日はとても暖かいので、傘はいりませんし、上着もいりません。"
        assert "".join(short_clauses(sentence)) == sentence
        assert len(short_clauses(sentence)) > 1
