"""Where sentences end. `¦` stands between two of them."""

import pytest

from voiceassistant.reading.sentences import sentences_of, speech_pieces
from voiceassistant.text.spans import Span

SENTENCES = [
    ("en", "Hello world. ¦ My name is Jonas."),
    ("en", "What is your name? ¦ My name is Jonas."),
    ("en", "There it is! ¦ I found it."),
    ("en", "My name is Jonas E. Smith."),
    ("en", "Please turn to p. 55."),
    ("en", "Were Jane and co. at the party?"),
    ("en", "They closed the deal with Pitt, Briggs & Co. at noon."),
    ("en", "Let's ask Jane and co. ¦ They should know."),
    ("en", "They closed the deal with Pitt, Briggs & Co. ¦ It closed yesterday."),
    ("en", "I can see Mt. Fuji from here."),
    ("en", "St. Michael's Church is on 5th st. near the light."),
    ("en", "That is JFK Jr.'s book."),
    ("en", "I visited the U.S.A. last year."),
    ("en", "I live in the E.U. ¦ How about you?"),
    ("en", "I work for the U.S. Government in Virginia."),
    ("en", "She has $100.00 in her bag. ¦ It is hers."),
    ("en", "At 5 p.m. Mr. Smith left. ¦ He came back at 6 p.m. on Monday."),
    ("en", "He teaches science (He previously worked for 5 years as an engineer.) at the local University."),
    ("en", '"Is it?" she asked. ¦ "It is."'),
    ("en", 'He said, "Stop." ¦ Then he left.'),
    ("en", "Hello!! ¦ Long time no see."),
    ("en", "Hello?! ¦ Is that you?"),
    ("en", "1. The first item. ¦ 2. The second item."),
    ("en", "a) One thing. ¦ b) Another thing."),
    ("en", "You can find it at N°. 1026.253.553. ¦ That is where the treasure is."),
    ("en", "See Fig. 3 for details. ¦ It shows the result, e.g. the mean."),
    ("en", "Dr. Smith et al. found it. ¦ Others did not."),
    ("en", "He works at Yahoo! and likes it."),
    ("en", "The version is 3.14.2. ¦ It was released in Nov. 2026."),
    ("en", "Well... I do not know. ¦ Ask me later."),
    ("en", "I never meant that.... ¦ She left the store."),
    ("en", "Wait 😀! ¦ That is funny. 😀"),
    ("en", "It cost 5 million. ¦ No. 5 was alive."),
    ("en", "See sec. 2.1 and eq. 4. ¦ They agree."),
    ("ko", "안녕하세요. ¦ 저는 김철수입니다."),
    ("ko", "오늘은 2026. 11. 25. 수요일이다. ¦ 내일은 목요일이다."),
    ("ko", '그는 "안녕."이라고 말했다. ¦ 그리고 떠났다.'),
    ("ko", '"정말요?" ¦ "네, 그렇습니다."'),
    ("ko", "음... 잘 모르겠어요. ¦ 다시 물어보세요."),
    ("ko", "원주율은 3.14이다. ¦ 정말 그렇다."),
    ("ko", "1. 첫째 항목이다. ¦ 2. 둘째 항목이다."),
    ("ko", "그가 왔다! ¦ 모두 놀랐다."),
    ("ko", "제1장 서론. ¦ 이 책은 새롭다."),
    ("ko", "“가자!”라고 그가 외쳤다. ¦ 우리는 갔다."),
    ("de", "Am 3. Oktober 2026 war es so weit. ¦ Alle kamen."),
    ("de", "Das ist z. B. ein Haus. ¦ Es ist alt."),
    ("de", "Dr. Müller kommt um 5 Uhr. ¦ Prof. Schmidt auch."),
    ("de", "Er sagte: „Komm!“ ¦ Dann ging er."),
    ("de", "Das kostet ca. 5 Mio. Euro. ¦ Viel Geld."),
    ("de", "Im 19. Jahrhundert war das anders. ¦ Heute nicht."),
    ("de", "Siehe S. 5 bzw. Abb. 3. ¦ Dort steht es."),
    ("fr", "M. Dupont est arrivé. ¦ Il est content."),
    ("fr", "Il a dit : « Viens ! » ¦ Puis il est parti."),
    ("fr", "C'est-à-dire, p. ex. ceci. ¦ Voilà."),
    ("fr", "Qu'est-ce que c'est ? ¦ Je ne sais pas."),
    ("es", "¿Qué hora es? ¦ Son las tres."),
    ("es", "El Sr. Pérez vive en EE. UU. desde 2010. ¦ Está contento."),
    ("es", "¡Hola! ¦ ¿Cómo estás?"),
    ("es", "La Dra. García llegó. ¦ Dijo que sí."),
    ("ja", "これはペンです。¦それは本です。"),
    ("ja", "「こんにちは。」と彼は言った。¦私は笑った。"),
    ("ja", "本当ですか？¦はい、そうです。"),
    ("ja", "円周率は3.14です。¦知っていますか。"),
]


@pytest.mark.parametrize(("language", "marked"), SENTENCES)
def test_sentences(language: str, marked: str) -> None:
    text = marked.replace("¦ ", "").replace("¦", "")
    assert [span.of(text) for span in sentences_of(text, language)] == [part.strip() for part in marked.split("¦")]


@pytest.mark.parametrize(("language", "marked"), SENTENCES)
def test_every_character_is_in_one_sentence(language: str, marked: str) -> None:
    _check(marked, sentences_of(marked, language))
    _check(marked, speech_pieces(marked, sentences_of(marked, language)))


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "!?", "a", "1.", "   a.  b.   ", "😀 😀", "\u3000あ。", "((("])
def test_odd_texts(text: str) -> None:
    _check(text, sentences_of(text))


def test_a_language_that_is_not_known_is_seen_in_the_script() -> None:
    text = '그는 "안녕."이라고 말했다. 그리고 떠났다.'
    assert sentences_of(text) == sentences_of(text, "ko")


def test_an_overlong_sentence_is_cut_at_its_clauses() -> None:
    clause = "the river went on and on between the hills and the fields of the old farm"
    text = "; ".join([clause] * 12) + "."
    spans = sentences_of(text, "en")
    _check(text, spans)
    assert all(span.end - span.start <= 250 for span in spans)
    assert all(span.of(text)[-1] in ";." for span in spans)


def test_without_a_clause_it_is_cut_at_a_space() -> None:
    text = "word " * 400
    spans = sentences_of(text, "en")
    _check(text, spans)
    assert all(span.of(text).endswith("word") and span.end - span.start <= 250 for span in spans)


def test_a_text_without_any_place_to_cut_ends_somewhere() -> None:
    text = "x" * 5000
    _check(text, sentences_of(text, "en"))
    assert len(sentences_of(text, "en")) > 1


def test_short_sentences_are_spoken_together() -> None:
    text = "Yes. No. That is what he told us all. Really."
    pieces = speech_pieces(text, sentences_of(text, "en"))
    assert [piece.of(text) for piece in pieces] == ["Yes. No. That is what he told us all. Really."]
    assert speech_pieces("Yes.", sentences_of("Yes.", "en")) == (Span(0, 4),)


def test_long_sentences_are_spoken_one_by_one() -> None:
    text = "The quick brown fox jumps. The lazy dog does nothing at all."
    assert speech_pieces(text, sentences_of(text, "en")) == sentences_of(text, "en")


def _check(text: str, spans: tuple[Span, ...]) -> None:
    """They are in order, do not overlap, and leave out nothing but spaces."""
    place = 0
    for start, end in spans:
        assert place <= start < end
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()
