from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.ui.reading.conftest import book
from voiceassistant.documents.document import Block, Kind, Place
from voiceassistant.errors import DocumentError
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.look import Look
from voiceassistant.ui.reading.text_view import MOST_CHARACTERS, ReadingText
from voiceassistant.ui.theme import Theme

BEGINNING = Place(0)


def shown(qtbot: QtBot, bridge: Bridge, desk: FakeDesk, place: Place = BEGINNING) -> ReadingText:
    """A view of the desk's sections, with all around the place there."""
    view = ReadingText(desk, bridge, Look())
    qtbot.addWidget(view)
    view.resize(700, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.show_document(len(desk.sections), place)
    settled(qtbot, view)
    return view


def settled(qtbot: QtBot, view: ReadingText) -> None:
    """Until nothing more is asked for."""
    qtbot.waitUntil(lambda: bool(view.sections) and not view._asked and not view._settle.isActive())


def line_of(view: ReadingText, place: Place) -> str:
    position = view.sections.position(place)
    assert position is not None
    return view.document().findBlock(position).text()


def test_only_what_is_around_the_place_is_asked_for(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk(book(1000))
    view = shown(qtbot, bridge, desk, Place(500, 3))
    assert set(desk.asked) <= {499, 500, 501}
    assert view._is_visible(Place(500, 3))
    assert line_of(view, Place(500, 3)).startswith("Chapter 500, paragraph 2.")


def test_scrolling_brings_more_and_moves_nothing(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk(book(30, 6)), Place(10))
    bar = view.verticalScrollBar()
    for value in (bar.maximum(), 0):
        bar.setValue(value)
        at = view.place_in_view
        settled(qtbot, view)
        assert view.place_in_view == at
    assert view.sections.first < 10 < view.sections.last


def test_what_is_far_goes(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    """Memory stays flat, and what is in view stays where it is."""
    view = shown(qtbot, bridge, FakeDesk(book(40, 80)), Place(3))
    for _ in range(14):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        settled(qtbot, view)
    assert view.sections.first > 3
    assert view.sections.characters < 1.5 * MOST_CHARACTERS
    at = view.place_in_view
    assert at is not None
    assert line_of(view, at).startswith(f"Chapter {at.section}")


def test_every_place_is_found_however_the_sections_came(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk(
        [(Block(Kind.PARAGRAPH, f"{n} 🎉 a"), Block(Kind.ITEM, f"{n} b")) if n % 3 else () for n in range(9)]
    )
    view = shown(qtbot, bridge, desk, Place(4))
    assert (view.sections.first, view.sections.last) == (0, 8)
    for number, blocks in enumerate(desk.sections):
        for index, block in enumerate(blocks):
            place = Place(number, index, len(block.text) - 1)
            position = view.sections.position(place)
            assert position is not None
            assert view.document().characterAt(position) == block.text[-1]
            assert view.sections.place(position) == place


def test_sections_that_go_leave_the_others_as_they_were(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk(book(5, 1)), Place(2))
    sections = view.sections
    sections.drop(0)
    sections.drop(4)
    sections.drop(1)
    assert view.toPlainText().splitlines()[0] == "Chapter 2"
    heading = view.document().firstBlock()
    assert heading.blockFormat().headingLevel() == 1
    assert QTextCursor(heading.next()).blockFormat().headingLevel() == 0
    assert line_of(view, Place(3, 1)).startswith("Chapter 3, paragraph 0.")
    sections.drop(2)
    sections.drop(3)
    assert not sections
    assert view.toPlainText() == ""


def test_a_section_that_cannot_be_had_says_so_in_its_place(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk(book(3, 1))
    desk.broken[1] = DocumentError("The page is broken")
    view = shown(qtbot, bridge, desk)
    lines = view.toPlainText().splitlines()
    assert lines[2] == "⚠ The page is broken. Check that another program opens it."
    assert lines[3] == "Chapter 2"
    assert view.sections.place(view.document().findBlockByNumber(2).position() + 3) is None


def test_what_is_not_read_is_grey_and_says_so_until_it_is_wanted(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk([(Block(Kind.PARAGRAPH, "Text."), Block(Kind.FOOTNOTE, "A note."), Block(Kind.PARAGRAPH, "More."))])
    view = shown(qtbot, bridge, desk)
    assert line_of(view, Place(0, 1)) == "Footnote, not read · A note."
    assert colour(view, Place(0, 1)) == view.paper.quiet
    assert colour(view, Place(0, 0)) == view.paper.text
    view.show_wanted(view.sections.wanted | {Kind.FOOTNOTE})
    assert line_of(view, Place(0, 1)) == "A note."
    assert colour(view, Place(0, 1)) == view.paper.text


def test_a_menu_of_many_lines_is_said_once_not_to_be_read(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    menu = tuple(Block(Kind.NAVIGATION, words) for words in ("Home", "News", "Imprint"))
    view = shown(qtbot, bridge, FakeDesk([(*menu, Block(Kind.PARAGRAPH, "Text."))]))
    lines = view.toPlainText().splitlines()
    assert lines == ["Menu or contents, not read · Home", "· News", "· Imprint", "Text."]


def test_the_words_that_say_so_switch_it_on(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk([(Block(Kind.TABLE, "1 2 3"),)]))
    cursor = QTextCursor(view.document())
    cursor.setPosition(4)
    with qtbot.waitSignal(view.kind_wanted) as wanted:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert wanted.args == [Kind.TABLE]


def colour(view: ReadingText, place: Place) -> str:
    position = view.sections.position(place)
    assert position is not None
    cursor = QTextCursor(view.document())
    cursor.setPosition(position + 1)
    return cursor.charFormat().foreground().color().name().upper()


def test_headings_lists_and_code_look_like_it(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    kinds = (
        Block(Kind.HEADING, "Head", 2),
        Block(Kind.ITEM, "Item"),
        Block(Kind.ITEM, "1. Item"),
        Block(Kind.QUOTE, "Q"),
    )
    view = shown(qtbot, bridge, FakeDesk([(*kinds, Block(Kind.CODE, "a\nb"))]))
    lines = view.toPlainText().splitlines()
    assert lines[:4] == ["Head", "• Item", "1. Item", "Q"]
    heading = view.document().firstBlock()
    assert heading.blockFormat().headingLevel() == 2
    assert QTextCursor(heading.next()).blockFormat().leftMargin() > 0
    assert view.document().lastBlock().text() == "Program code, not read · a\u2028b"
    cursor = QTextCursor(heading)
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold


def test_a_change_of_looks_keeps_the_place(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk(book(3, 60)), Place(1, 30))
    assert view._is_visible(Place(1, 30))
    at = view.place_in_view
    view.show_look(Look(pixels=40, paper="black"))
    settled(qtbot, view)
    assert view.place_in_view == at
    assert view.palette().base().color().name().upper() == view.paper.ground


def test_who_looks_elsewhere_is_left_there_until_reading_is_followed_again(
    qtbot: QtBot, theme: Theme, bridge: Bridge
) -> None:
    desk = FakeDesk(book(2, 60))
    view = shown(qtbot, bridge, desk)
    view.light(desk.hear(Place(0, 1), "paragraph"))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not view.following
    at = view.verticalScrollBar().value()
    view.light(desk.hear(Place(0, 2), "paragraph"))
    assert view.verticalScrollBar().value() == at
    view.follow()
    assert view._is_visible(Place(0, 2))


def test_what_is_heard_in_a_section_that_is_not_there_is_fetched(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk(book(100))
    view = shown(qtbot, bridge, desk)
    view.light(desk.hear(Place(80, 4), "paragraph"))
    qtbot.waitUntil(lambda: view._is_visible(Place(80, 4)))
    assert [mark.cursor.selectedText() for mark in view.extraSelections()][-1] == "paragraph"


def test_an_answer_for_the_document_before_is_dropped(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk(book(2, 1)))
    view.show_document(2, Place(0))
    view.show_document(2, Place(1))
    settled(qtbot, view)
    assert view.toPlainText().count("Chapter 1, paragraph 0.") == 1


def test_with_a_caret_the_arrow_keys_move_it_and_enter_reads_there(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    view = shown(qtbot, bridge, FakeDesk([(Block(Kind.PARAGRAPH, "One two three."),)]))
    view.use_caret(True)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.gone_to) as gone:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert gone.args == [Place(0, 0, 4)]


def test_line_focus_fades_the_other_lines(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk(book(1, 30))
    view = shown(qtbot, bridge, desk)
    view.light(desk.hear(Place(0, 1), "paragraph"))
    darkest = darkest_of(view)
    view.show_look(Look(focus_lines=1))
    line = view._line()
    assert line is not None
    assert darkest_of(view, below=line.bottom() + 2) > darkest + 60
    assert darkest_of(view, above=line.bottom()) == darkest


def darkest_of(view: ReadingText, *, below: int = 0, above: int = 10_000) -> int:
    """The lightness of the darkest pixel between two heights."""
    image = view.viewport().grab().toImage()
    rows = range(below, min(above, image.height()), 2)
    return min(image.pixelColor(x, y).lightness() for y in rows for x in range(0, image.width(), 2))


def test_the_marks_are_those_of_the_word_that_is_heard(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    desk = FakeDesk([(Block(Kind.PARAGRAPH, "Sí 🎉🎉 naïve. Ende 🎉 gut."),)])
    view = shown(qtbot, bridge, desk)
    view.light(desk.hear(Place(0, 0), "gut"))
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["Ende 🎉 gut.", "gut"]


def test_the_clear_lines_are_whole_and_reach_into_the_paragraphs_around(
    qtbot: QtBot, theme: Theme, bridge: Bridge
) -> None:
    desk = FakeDesk([[Block(Kind.PARAGRAPH, f"Line {number}.") for number in range(9)]])
    view = shown(qtbot, bridge, desk)
    view.light(desk.hear(Place(0, 4), "Line"))
    view.show_look(Look(focus_lines=3))
    clear = view._line()
    areas = [view._area(Place(0, number)) for number in range(9)]
    assert clear is not None
    inside = [number for number, area in enumerate(areas) if area and clear.contains(0, area.center().y())]
    assert inside == [3, 4, 5]
    first, last = areas[3], areas[5]
    assert first is not None
    assert last is not None
    assert clear.top() <= first.top()
    assert clear.bottom() >= last.bottom() - 1


def test_the_menu_key_means_what_is_read_and_leaves_the_view_where_it_is(
    qtbot: QtBot, theme: Theme, bridge: Bridge
) -> None:
    desk = FakeDesk(book(1, 40))
    view = shown(qtbot, bridge, desk)
    spot = desk.hear(Place(0, 30), "paragraph")
    view.light(spot)
    at = view.verticalScrollBar().value()
    assert at > 0
    with qtbot.waitSignal(view.menu_wanted) as wanted:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view, event)
    assert wanted.args is not None
    assert wanted.args[1] == spot.place
    assert (view.verticalScrollBar().value(), view.following) == (at, True)
