"""The sentences of a document in their order, and the way from one to another."""

import pytest

from tests.fakes.documents import FakeDocument, heading, paragraph
from voiceassistant.documents.document import READ, Block, Kind, Place
from voiceassistant.reading.plan import FARTHEST_SECTIONS, KEPT_SECTIONS, Plan, Unit

TEXT = [
    [
        heading("One"),
        paragraph("The first sentence is here. The second sentence follows it."),
        paragraph("Alone here."),
    ],
    [Block(Kind.FURNITURE, "Page 2"), paragraph("The third sentence stands alone.")],
    [],
    [heading("Two"), paragraph("The fourth sentence is the last.")],
]
ONE, FIRST, SECOND, ALONE = Place(0, 0), Place(0, 1), Place(0, 1, 28), Place(0, 2)
THIRD, TWO, FOURTH = Place(1, 1), Place(3, 0), Place(3, 1)


@pytest.fixture
def plan() -> Plan:
    return Plan(FakeDocument(TEXT))


def test_all_sentences_in_order_without_what_is_not_wanted(plan: Plan) -> None:
    assert [sentence.place for sentence in plan.since(Place(0))] == [ONE, FIRST, SECOND, ALONE, THIRD, TWO, FOURTH]


def test_what_is_wanted_can_be_changed(plan: Plan) -> None:
    plan.want(READ | {Kind.FURNITURE})
    assert "Page 2" in [sentence.text for sentence in plan.since(Place(0))]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(0), ONE),
        (Place(0, 1, 5), FIRST),  # within it
        (Place(1, 0), THIRD),  # what stands there is not read
        (Place(2), TWO),  # an empty page
        (Place(3, 1, 20), FOURTH),
    ],
)
def test_the_sentence_at_a_place_is_the_one_that_holds_it_or_the_next(plan: Plan, place: Place, found: Place) -> None:
    sentence = plan.at(place)
    assert sentence is not None
    assert sentence.place == found


def test_there_is_none_behind_the_end(plan: Plan) -> None:
    assert plan.at(Place(9)) is None


@pytest.mark.parametrize(
    ("start", "unit", "count", "end"),
    [
        (FIRST, Unit.SENTENCE, 1, SECOND),
        (Place(0, 1, 40), Unit.SENTENCE, 1, ALONE),
        (Place(0, 1, 40), Unit.SENTENCE, -1, FIRST),
        (SECOND, Unit.SENTENCE, -2, ONE),
        (ALONE, Unit.SENTENCE, 3, FOURTH),
        (ONE, Unit.SENTENCE, -1, ONE),
        (FOURTH, Unit.SENTENCE, 1, FOURTH),
        (FIRST, Unit.PARAGRAPH, 1, ALONE),
        (Place(0, 1, 40), Unit.PARAGRAPH, -1, ONE),
        (ALONE, Unit.PARAGRAPH, -1, FIRST),
        (THIRD, Unit.PARAGRAPH, -2, FIRST),
        (FIRST, Unit.HEADING, 1, TWO),
        (FOURTH, Unit.HEADING, -1, TWO),
        (FOURTH, Unit.HEADING, -2, ONE),
        (ALONE, Unit.PAGE, 1, THIRD),
        (THIRD, Unit.PAGE, 1, TWO),  # past the empty one
        (FOURTH, Unit.PAGE, -1, THIRD),
        (FIRST, Unit.PAGE, -1, ONE),
        (Place(0, 1, 40), Unit.SENTENCE, 0, SECOND),
        (Place(0, 1, 40), Unit.PARAGRAPH, 0, FIRST),
        (Place(0, 1, 40), Unit.HEADING, 0, ONE),
        (Place(0, 1, 40), Unit.PAGE, 0, ONE),
        (ONE, Unit.HEADING, 0, ONE),
    ],
)
def test_steps(plan: Plan, start: Place, unit: Unit, count: int, end: Place) -> None:
    assert plan.step(start, unit, count) == end


def test_a_book_without_headings_is_not_opened_whole_to_look_for_one() -> None:
    book = FakeDocument([[paragraph(f"This is page number {page}.")] for page in range(1000)])
    assert Plan(book).step(Place(3), Unit.HEADING, 1) == Place(3)
    assert len(book.asked) <= FARTHEST_SECTIONS + 3


@pytest.mark.parametrize("count", [50, -50])
def test_what_is_not_there_is_looked_for_once_however_far_somebody_wants_to_go(count: int) -> None:
    document = FakeDocument([[paragraph("Only text.")]] * 400)
    Plan(document).step(Place(200), Unit.HEADING, count)
    assert len(document.asked) < 3 * FARTHEST_SECTIONS


def test_a_long_book_costs_no_more_than_a_short_one() -> None:
    book = FakeDocument([[paragraph(f"This is page number {page}.")] for page in range(100)])
    plan = Plan(book)
    assert len(list(plan.since(Place(0)))) == 100
    assert len(plan._sections) == KEPT_SECTIONS  # what it keeps is what is asked


def test_a_section_that_cannot_be_had_is_passed_over_and_told_once() -> None:
    plan = Plan(FakeDocument(TEXT, broken=frozenset({1})))
    assert THIRD not in [sentence.place for sentence in plan.since(Place(0))]
    assert [str(error) for error in plan.take_failures()] == ["Page 2 cannot be read"]
    assert plan.at(THIRD) is not None
    assert plan.take_failures() == []


def languages(*texts: str, said: str = "") -> list[str]:
    return [one.language for one in Plan(FakeDocument([list(map(paragraph, texts))], language=said)).since(Place(0))]


def test_each_sentence_of_a_paragraph_has_a_language_of_its_own() -> None:
    english, korean = "She opened the letter and began to read it aloud.", "그는 안녕하세요라고 말했습니다."
    german = "Der Leuchtturm steht seit hundert Jahren auf dem Felsen vor der Küste."
    assert languages(f"{english} {korean} {english}") == ["en", "ko", "en"]
    assert languages(f"{english} {german}", said="en") == ["en", "de"]
    assert languages(f"{korean} Nice to meet you. {korean}", said="ko") == ["ko", "en", "ko"]


def test_a_name_in_other_letters_is_read_by_the_voice_around_it() -> None:
    assert languages("그는 대답했습니다. Nginx. 그리고 웃었습니다.", said="ko") == ["ko", "ko", "ko"]


def test_a_short_text_is_in_the_language_of_its_section_where_the_document_says_none() -> None:
    long = "The keeper went up the stairs at dusk and lit the lamp as he did every evening."
    assert languages("Persona non grata", long, "Data") == ["en", "en", "en"]


def test_japanese_without_a_kana_is_japanese() -> None:
    assert languages("東京都。", said="ja") == ["ja"]


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("Yes.", "de", "de"),  # too short to tell
        ("이것은 한국어 문장입니다.", "en", "ko"),
        ("The weather was fine, and everybody went to the river together.", "de", "en"),
        ("42", "", ""),
        ("The weather was fine, and everybody went out.", "", "en"),
    ],
)
def test_the_language_is_the_texts_or_the_documents(text: str, said: str, language: str) -> None:
    sentence = Plan(FakeDocument([[paragraph(text)]], language=said)).at(Place(0))
    assert sentence is not None
    assert sentence.language == language
