"""Where each part of the speech is in the text, and the other way round; what a user may wish for."""

import random

import pytest

from voiceassistant.text.spans import Span
from voiceassistant.text.spoken import Piece, Pronunciation, Spoken, SpokenWishes, spoken_form, words_of

TEXTS = [
    ("en", "On Nov. 25–27, 2026, at 5:30 p.m., 1,234 people 😀 paid $1,234.50 [12]; see https://a.org/b."),
    ("ko", "2026년 11월 25일 오후 3시에 3개를 1,234원에 샀다😀. 010-1234-5678"),
    ("de", "Am 3. Oktober 2026 kostet es z. B. 1.234,50 €."),
    ("ja", "2026年11月25日に3個。"),
    ("nl", "Vijf km™ 😀 en 5 km."),
    ("en", ""),
    ("en", "  plain  "),
    ("en", "😀"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_pieces_are_the_whole_text_in_order(language: str, text: str) -> None:
    pieces = spoken_form(text, language).pieces
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])][: len(pieces)]
    assert (pieces[-1].end if pieces else 0) == len(text)
    assert all(piece.text == text[piece.start : piece.end] for piece in pieces if piece.as_written)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_each_displayed_word_comes_back_from_its_speech(language: str, text: str) -> None:
    spoken = spoken_form(text, language)
    for word in words_of(text, language):
        said = spoken.spoken_of(*word)
        if said.start < said.end:
            source = spoken.source_of(*said)
            assert max(source.start, word.start) < min(source.end, word.end), word.of(text)


def test_words_that_stay_lead_to_themselves() -> None:
    text = "He paid $5 at noon."
    spoken = spoken_form(text, "en")
    assert spoken.text == "He paid five dollars at noon."
    place = spoken.text.index("noon")
    assert spoken.source_of(place, place + 4).of(text) == "noon"
    assert spoken.spoken_of(*_span(text, "noon")).of(spoken.text) == "noon"


def test_all_words_of_a_number_lead_to_it() -> None:
    text = "about 1,234 people"
    spoken = spoken_form(text, "en")
    for word in ("one", "thousand", "hundred", "thirty-four"):
        place = spoken.text.index(word)
        assert spoken.source_of(place, place + len(word)).of(text) == "1,234"
    assert spoken.spoken_of(*_span(text, "1,234")).of(spoken.text) == "one thousand two hundred thirty-four"


@pytest.mark.parametrize(
    ("language", "text", "written", "said"),
    [
        ("en", "on Nov. 25, 2026", "25", "twenty-fifth"),
        ("en", "on Nov. 25, 2026", "2026", "twenty twenty-six"),
        ("en", "on Nov. 25, 2026", "Nov.", "November"),
        ("en", "20 km away", "20", "twenty"),
        ("en", "20 km away", "km", "kilometers"),
        ("en", "King Henry VIII died", "Henry", "Henry"),
        ("en", "King Henry VIII died", "VIII", "the eighth"),
        ("en", "pages 10–12", "12", "twelve"),
        ("ko", "2026년 11월 25일", "25", "이십오"),
        ("ko", "사과 3개를", "3개", "세 개"),
    ],
)
def test_parts_have_their_own_places(language: str, text: str, written: str, said: str) -> None:
    spoken = spoken_form(text, language)
    assert spoken.spoken_of(*_span(text, written)).of(spoken.text).strip() == said


def test_what_is_not_said_has_an_empty_place() -> None:
    text = "Good 😀 day"
    spoken = spoken_form(text, "en")
    assert spoken.text == "Good day"
    assert spoken.spoken_of(*_span(text, "😀")) == Span(4, 4)


def test_places_outside_are_at_the_ends() -> None:
    spoken = Spoken((Piece(0, 3, "abc", as_written=True), Piece(3, 4, "dollars")))
    assert spoken.source_of(99, 100) == Span(4, 4)
    assert spoken.source_of(0, 0) == Span(0, 0)
    assert spoken.spoken_of(9, 12) == Span(10, 10)
    assert Spoken(()).source_of(0, 5) == Span(0, 0)


@pytest.mark.parametrize(
    ("wishes", "text", "said"),
    [
        (SpokenWishes(citation_numbers=True), "shown [12]", "shown [twelve]"),
        (SpokenWishes(citation_authors=False), "known (Smith et al., 2020).", "known."),
        (SpokenWishes(citation_authors=False), "known (see Smith & Lee, 2020; Kim, 1999).", "known."),
        (SpokenWishes(citation_authors=False), "He (born in 1999) came", "He (born in nineteen ninety-nine) came"),
        (SpokenWishes(emoji=True), "Great 😀", "Great grinning face"),
        (SpokenWishes(addresses=False), "see https://a.org/b.", "see ."),
    ],
)
def test_wishes(wishes: SpokenWishes, text: str, said: str) -> None:
    assert spoken_form(text, "en", wishes=wishes).text == said


def test_emoji_have_names_in_korean() -> None:
    assert spoken_form("😀", "ko", wishes=SpokenWishes(emoji=True)).text == "활짝 웃는 얼굴"


@pytest.mark.parametrize(
    ("own", "text", "said"),
    [
        (Pronunciation("SQL", "sequel"), "an SQL query, nosql", "an sequel query, nosql"),
        (Pronunciation("SQL", "sequel", case=True), "SQL, not sql", "sequel, not sql"),
        (Pronunciation("Siobhan", "shivawn"), "Siobhan's", "shivawn's"),
        (Pronunciation("cat", "dog", whole_word=False), "concatenate", "condogenate"),
        (Pronunciation("5 km", "a walk"), "5 km", "a walk"),
        (Pronunciation("C++", "see plus plus"), "in C++ now", "in see plus plus now"),
        (Pronunciation("SQL", "sequel", language="de"), "SQL", "SQL"),
        (Pronunciation("", "x"), "a", "a"),
        (Pronunciation("New York", "Big Apple"), "in New  York", "in Big Apple"),
        (Pronunciation("hush", ""), "a hush b", "a  b"),
    ],
)
def test_own_pronunciations_go_first(own: Pronunciation, text: str, said: str) -> None:
    assert spoken_form(text, "en", pronunciations=[own]).text == said


def test_the_longest_pronunciation_wins() -> None:
    own = [Pronunciation("York", "yawk"), Pronunciation("New York", "the city")]
    assert spoken_form("New York, York", "en", pronunciations=own).text == "the city, yawk"


def test_korean_particles_may_follow_a_pronunciation() -> None:
    own = [Pronunciation("SQL", "에스큐엘"), Pronunciation("값", "가치")]
    assert spoken_form("SQL은 값이", "ko", pronunciations=own).text == "에스큐엘은 가치이"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("제 생각", "저의 생각"),
        ("제공합니다. 문제는 제가", "제공합니다. 문제는 저의가"),
        ("제에서는, 제까지만!", "저의에서는, 저의까지만!"),
        ("제입니다.", "저의입니다."),
    ],
)
def test_the_rest_of_a_korean_word_is_no_particle(text: str, said: str) -> None:
    assert spoken_form(text, "ko", pronunciations=[Pronunciation("제", "저의")]).text == said


def test_the_pronunciation_for_the_language_and_the_capitals_wins() -> None:
    own = [
        Pronunciation("US", "us"),
        Pronunciation("US", "you ess", case=True),
        Pronunciation("US", "u s", language="en"),
    ]
    assert spoken_form("US us", "en", pronunciations=own).text == "u s u s"
    assert spoken_form("US us", "de", pronunciations=own).text == "you ess us"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Well — he paid $5, 'then' left 😀.", ["Well", "he", "paid", "$5,", "'then'", "left"]),
        ("ko", "나는 학교에 갔다.", ["나는", "학교에", "갔다."]),
        ("ja", "今日は天気がいいです。", ["今日は", "天気が", "いいです。"]),
        ("ja", "「東京タワー」へ", ["「東京", "タワー」", "へ"]),
        ("zh", "你好，世界。", ["你好，", "世界。"]),
        ("en", "", []),
    ],
)
def test_displayed_words(language: str, text: str, words: list[str]) -> None:
    assert [word.of(text) for word in words_of(text, language)] == words


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


_ATOMS = """
    0 1 12 3.14 1,234 1,234.50 2026 99999999999999999999999 . , ; : - – / % $ € ₩ ° °C km m² ′ ″ ' " ( ) [ ] { } ^ _ \\
    \\frac \\sqrt & § © ™ → x a/b α √ ± ≤ = + < > Dr. St. No. p. Fig. Chapter IV Henry VIII Jan. Nov 25 a.m. p.m. 5:30
    99:99 ½ ² ³ ⁻ ₂ @ .com www. http:// http://[ a@b.co 개 번 시 분 제 장 원 만 13월 45일 년 ~ 😀 👍🏽 \u200d \u00ad
    Uhr er    º ª z. B. 円 年 [12] [1,2] (Smith, 2020) v1.2.3 ISBN 978-3-16-148410-0 010-1234-5678
    000000000000000000000 1/0 0/0
    1e5 ٣ ५ ① Ⅳ １２
"""


@pytest.mark.parametrize("language", ["en", "ko", "de", "fr", "es", "it", "ja", "nl", ""])
def test_no_text_is_too_odd(language: str) -> None:
    chance, atoms = random.Random(4), _ATOMS.split()
    for _ in range(300):
        text = chance.choice(["", " "]).join(chance.choices(atoms, k=chance.randint(1, 12)))
        pieces = spoken_form(text, language).pieces
        assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])][: len(pieces)], text
        assert pieces[-1].end == len(text), text
