import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk, failed, paged
from tests.ui.reading.conftest import FIRST, SECOND, book
from voiceassistant.documents.document import Block, Box, Kind, Place, Run
from voiceassistant.errors import DocumentError
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading import page_view
from voiceassistant.ui.reading.look import PAPERS, Look
from voiceassistant.ui.reading.page_view import PageView
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.theme import Theme


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(paged((FIRST, SECOND, *book(3, 4))), pages=True)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, bridge: Bridge, desk: FakeDesk) -> PageView:
    """Its first page is there."""
    view = PageView(desk, bridge, Look())
    qtbot.addWidget(view)
    view.resize(640, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.show_document(5, 0)
    qtbot.waitUntil(lambda: view._best_picture() is not None and not view._settle.isActive())
    return view


def lit(qtbot: QtBot, view: PageView, desk: FakeDesk, place: Place, word: str) -> None:
    spot = desk.hear(place, word)
    view.light(spot)
    expected = [(run.page, desk._box(run)) for run in spot.sentence.block.origins(spot.start, spot.end)]
    qtbot.waitUntil(lambda: list(view.word_boxes) == expected)


def test_sentence_and_word_are_lit_where_they_stand(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    lit(qtbot, view, desk, Place(0, 1), "lit")
    word, sentence = view.word_boxes[0][1], view.sentence_boxes[0][1]
    assert sentence.left < word.left < word.right < sentence.right
    paper = PAPERS["white"]
    image = view.viewport().grab().toImage()

    def ground(x: float, y: float) -> QColor:
        return image.pixelColor((QPointF(x, y) * view._scale() + view._corner()).toPoint())

    assert ground((word.left + word.right) / 2, word.top + 4) == QColor(paper.word)
    assert ground(sentence.left + 4, word.top + 4) == QColor(paper.sentence)
    assert ground((word.left + word.right) / 2, word.bottom) == QColor(paper.line)
    assert ground(sentence.left - 12, word.top + 4) == QColor("white")


@pytest.mark.parametrize("paper", ["sepia", "black"])
def test_the_pages_paper_is_changed_and_the_marks_with_it(
    qtbot: QtBot, view: PageView, desk: FakeDesk, paper: str
) -> None:
    view.show_look(Look(paper=paper))
    lit(qtbot, view, desk, Place(0, 1), "lit")
    image = view.viewport().grab().toImage()
    corner = view._corner().toPoint()
    light = image.pixelColor(corner.x() + 8, corner.y() + 8).lightness()
    assert light < 20 if paper == "black" else 200 < light < 250
    area = view._lit_area()
    assert area is not None
    assert image.pixelColor(area.center().toPoint()) == QColor(PAPERS[paper].word)


def test_the_page_follows(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    with qtbot.waitSignal(view.turned) as turned:
        lit(qtbot, view, desk, Place(1, 1), "Wind")
    assert turned.args == [1]
    assert view.accessibleName() == "Page 2 of 5"
    lit(qtbot, view, desk, Place(1, 3), "over")
    area = view._lit_area()
    assert area is not None
    assert view.viewport().rect().toRectF().contains(area)


def test_a_sentence_that_goes_on_overleaf_is_followed_word_by_word(
    qtbot: QtBot, view: PageView, desk: FakeDesk
) -> None:
    block = Block(Kind.PARAGRAPH, "Here and there.", 0, (Run(0, 9, 1000, 2), Run(9, 6, 1000, 3)))
    desk.sections = [*desk.sections[:2], [block, block], *desk.sections[3:]]
    lit(qtbot, view, desk, Place(2, 1), "Here")
    assert view.page == 2
    lit(qtbot, view, desk, Place(2, 1), "there")
    assert view.page == 3


def test_who_looks_elsewhere_is_left_there(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    lit(qtbot, view, desk, Place(0, 1), "lit")
    QTest.keyClick(view, Qt.Key.Key_End)
    assert (view.page, view.following) == (4, False)
    lit(qtbot, view, desk, Place(0, 1), "lamp")
    assert view.page == 4
    view.follow()
    assert view.page == 0


def test_paging_goes_through_the_page_and_then_turns_over(view: PageView) -> None:
    for _ in range(8):
        if view.page:
            break
        QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 0
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0


def test_a_larger_page_gets_a_picture_of_its_own(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    before = view._scale()
    view.larger(2)
    qtbot.waitUntil(lambda: ("picture", 0, round(600 * view._scale())) in desk.calls)
    assert view._scale() == pytest.approx(before * 1.44)
    assert view.horizontalScrollBar().maximum() > 0
    view.larger(0)
    assert view._scale() == pytest.approx(before)


def test_a_click_reads_from_what_stands_there(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    box = desk._box(Run(4, 1, 1004, 0))
    point = QPointF(box.left + 2, box.top + 4) * view._scale() + view._corner()
    with qtbot.waitSignal(view.gone_to) as gone:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert gone.args == [Place(0, 1, 4)]


def test_a_page_that_cannot_be_pictured_says_so(
    qtbot: QtBot, view: PageView, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "picture", lambda page, width: failed(DocumentError("The page is broken")))
    view.show_page(3)
    qtbot.waitUntil(lambda: view.problem.startswith("The page is broken"))


def test_pages_or_text(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> None:
    """A screen reader reads the text; both views are where reading is."""
    dialog.open_document("https://example.org/paper.pdf")
    qtbot.waitUntil(lambda: bool(dialog.views.page.word_boxes))
    assert dialog.focusWidget() is dialog.views.page
    assert dialog.headline.where.toolTip() == "Page 1 of 5"
    assert desk.asked.count(1) == 0
    lit(qtbot, dialog.views.page, desk, Place(1, 1), "Wind")
    dialog._light(desk.hear(Place(1, 1), "west"))
    QTest.keyClick(dialog.views.page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    text = dialog.views.text
    qtbot.waitUntil(lambda: [mark.cursor.selectedText() for mark in text.extraSelections()][-1:] == ["west"])
    assert dialog.focusWidget() is text
    QTest.keyClick(text, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.views.page)
    assert dialog.views.page.page == 1


def test_a_box_is_where_the_page_is_scrolled_to(view: PageView) -> None:
    before = view._area(Box(10, 20, 30, 40))
    view.verticalScrollBar().setValue(50)
    assert view._area(Box(10, 20, 30, 40)) == before.translated(0, -50)


def test_what_is_not_read_is_veiled_until_it_is_wanted(qtbot: QtBot, view: PageView, desk: FakeDesk) -> None:
    qtbot.waitUntil(lambda: [area.kind for area in view.unread.areas] == [Kind.FOOTNOTE])
    (footnote,) = view.unread.areas
    assert footnote.box == desk._box(Run(0, len(FIRST[2].text), 2000, 0))
    view.show_page(1)
    qtbot.waitUntil(lambda: [area.kind for area in view.unread.areas] == [Kind.CODE])
    view.unread.show_wanted(frozenset(Kind))
    assert view.unread.areas == ()


def test_a_large_picture_is_not_kept_beside_others(
    qtbot: QtBot, view: PageView, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_view, "MOST_BYTES", 1)
    view.show_page(2)
    qtbot.waitUntil(lambda: [page for page, _ in view._pictures] == [2])
