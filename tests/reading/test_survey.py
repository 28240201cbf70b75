"""What is found out of a document in the time that there is."""

import pytest

from tests.fakes.documents import FakeDocument, heading, paragraph
from voiceassistant.documents.document import Place
from voiceassistant.reading.plan import Plan
from voiceassistant.reading.survey import SEARCH_SECONDS, Headings, letters_between


class SlowDocument(FakeDocument):
    """Each section takes a second of its own clock."""

    def clock(self) -> float:
        return float(len(self.asked))


def test_headings_are_looked_for_as_long_as_there_is_time_and_farther_the_next_time() -> None:
    document = SlowDocument([[heading(f"Page {number}")] for number in range(5)], broken=frozenset({1}))
    headings = Headings(document, document.clock)
    first = headings.look()
    assert first.sections == SEARCH_SECONDS
    assert [chapter.title for chapter in first.chapters] == ["Page 0"]
    headings.look()
    assert [chapter.place for chapter in headings.look().chapters] == [Place(0), Place(2), Place(3), Place(4)]
    assert document.asked == [0, 1, 2, 3, 4]
    assert headings.look().sections == 5


def test_how_long_the_rest_is_of_a_thousand_sections_is_known_from_a_few() -> None:
    document = FakeDocument([[paragraph("x" * (90 + at % 20))] for at in range(1000)])
    letters = letters_between(document, Plan(document), Place(0), None)
    assert letters == pytest.approx(1000 * 99.5, rel=0.05)
    assert len(document.asked) < 20


def test_what_is_left_of_slow_pages_is_known_from_fewer_and_of_broken_ones_too() -> None:
    document = SlowDocument([[paragraph("x" * 100)]] * 100, broken=frozenset({0}))
    assert letters_between(document, Plan(document), Place(0), None, document.clock) == pytest.approx(9900)
    assert len(document.asked) < 5
