"""Documents are read aloud: the page in the middle, what is heard lit in it, everything else at the edges."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QMenuBar, QPushButton, QWidget

from voiceassistant.documents.document import Block, Kind, Place, Source
from voiceassistant.errors import AssistantError, DocumentLocked
from voiceassistant.events import Step
from voiceassistant.reading.events import (
    DocumentClosed,
    DocumentOpened,
    Phase,
    ReadingChanged,
    ReadingEvent,
    ReadingFailed,
    SentenceBegan,
    SleepTimerSet,
    Spot,
    StopSet,
)
from voiceassistant.reading.plan import Unit
from voiceassistant.reading.shelf import Bookmark, KnownDocument
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.keys_help import KeysHelp
from voiceassistant.ui.notice_bar import NoticeBar
from voiceassistant.ui.parts import column, fit_to_screen
from voiceassistant.ui.reading.controls import Controls
from voiceassistant.ui.reading.find_bar import FindBar
from voiceassistant.ui.reading.headline import Headline
from voiceassistant.ui.reading.highlight import SpotWatch
from voiceassistant.ui.reading.kind_texts import kind_title
from voiceassistant.ui.reading.look import Look, keep_look, kept_look, load_families
from voiceassistant.ui.reading.marks import Marks
from voiceassistant.ui.reading.menus import ReadingMenus
from voiceassistant.ui.reading.opened import Opened, spot_at
from voiceassistant.ui.reading.panel import SidePanel
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.ruler import chapter_at
from voiceassistant.ui.reading.selection import holds_source, source_in
from voiceassistant.ui.reading.sources import Sources
from voiceassistant.ui.reading.talk import Talk
from voiceassistant.ui.reading.talk_strip import TalkStrip
from voiceassistant.ui.reading.views import Views
from voiceassistant.ui.reading.word_menu import WordMenu
from voiceassistant.ui.remedies import Remedy, remedies
from voiceassistant.ui.sides import Sides
from voiceassistant.ui.texts import error_sentence

FOCUSED_LINES = 3


class ReadingWindow(QDialog):
    """Stays open beside the main window; closing it closes the document, whose place is remembered.

    Args:
        desk: Reads.
        bridge: Brings its events and answers.
        folder: Where pictures are kept that have no file.
    """

    remedy_chosen = Signal(Remedy)
    voice_chosen = Signal(str)
    voices_wanted = Signal()  # to be chosen for languages of their own
    pronunciations_wanted = Signal(str, str)  # with a word to be said differently and its language, or ""
    export_wanted = Signal(object, object)  # DocumentOpened, and the document's password or None

    def __init__(self, desk: ReadingPort, bridge: Bridge, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowMinMaxButtonsHint)
        self._desk, self._bridge, self._folder = desk, bridge, folder
        self._opened: Opened | None = None
        self._phase = Phase.CLOSED
        self._password: str | None = None  # of what was opened last
        self._at_once = False  # it is read as soon as it is open
        self._place = Place(0)
        self._lit: Spot | None = None
        load_families()
        self.look = kept_look()
        self.setAcceptDrops(True)
        self.setMinimumSize(360, 320)
        self.bar = QMenuBar()
        self.menus, self.sources = ReadingMenus(self.bar), Sources(desk, bridge, folder, self)
        self.headline, self.notice, self.controls = Headline(), NoticeBar(), Controls()
        self.talk = Talk(self.controls.talk_button, TalkStrip(), self)
        self.views, self.search = Views(desk, bridge, self.look), FindBar(desk, bridge)
        self.watch, self.marks = SpotWatch(desk, self), Marks(desk, bridge, self)
        self.words = WordMenu(desk, bridge, self.views)
        self.panel: SidePanel | None = None
        self.sides = Sides(self.views, self._make_panel, "reading-panel")
        self._arrange()
        self._connect()
        self._show_closed()
        fit_to_screen(self, 960, 720)
        self._look_up_recent()
        self._unsubscribe = desk.subscribe(bridge.relay(self, self.take))
        desk.tell_so_far(bridge.relay(self, self.take))  # something may be read already

    def open_document(self, source: Source, password: str | None = None, *, at_once: bool = False) -> None:
        """In place of what is open. `at_once`: reading begins by itself."""
        self.notice.hide()
        self._password, self._at_once = password, at_once
        self._desk.open(source.absolute() if isinstance(source, Path) else source, password)

    def read_aloud(self, source: Source) -> None:
        """At once. What is open already goes on, or pauses: the same key in another program does both."""
        if self._opened and self._opened.event.source == source and self._phase in (Phase.READING, Phase.PAUSED):
            self._toggle()
        else:
            self.open_document(source, at_once=True)

    def show_voices(self, names: Sequence[str], chosen: str) -> None:
        """The voices that can be chosen; hidden while there is no choice."""
        self.controls.show_voices(names, chosen)

    def done(self, result: int) -> None:
        self.watch.watch(False)
        self._unsubscribe()
        self._desk.close_document()
        super().done(result)

    # --- what the reader says -----------------------------------------------------------------------------------------

    def take(self, event: ReadingEvent) -> None:
        match event:
            case DocumentOpened():
                self._show_opened(event)
            case DocumentClosed():
                self._show_closed()
            case ReadingChanged():
                self._show_changed(event)
            case SentenceBegan(sentence=sentence):
                self._show_where(sentence.place)
                self.headline.sentence_began()
                self.talk.strip.sentence_began()
            case SleepTimerSet(minutes=minutes):
                self.controls.show_sleep(minutes)
            case StopSet(unit=unit):
                self.controls.show_stop(unit)
            case ReadingFailed():
                self._show_failed(event)

    def _show_opened(self, event: DocumentOpened) -> None:
        opened = self._opened = Opened(event)
        self.talk.offered = True
        self._lit = None
        self.watch.forget()
        self.setWindowTitle(self.tr("{title} – Reading").format(title=event.title))
        self.headline.title.show_name(event.title)
        self.controls.slider.show_document(opened.ruler, opened.chapters)
        self.controls.offer_stops(opened.units)
        self.controls.setVisible(not self.isFullScreen())
        self.menus.enable(True)
        self.menus.pages_switch.setEnabled(event.pages)
        self.menus.pages_switch.setChecked(event.pages and self.views.as_pages)
        self.search.show_document(event.sections)
        self.views.show_wanted(self._desk.wanted)
        self.views.show_document(event)
        self._fill_panel()
        self._show_where(event.place)
        self._show_going_on_at(event.place)
        self._look_up_recent()
        if self._at_once:
            self._at_once = False
            self._desk.play()

    def _show_closed(self) -> None:
        self._opened, self._lit = None, None
        self.watch.watch(False)
        self.watch.forget()
        self.setWindowTitle(self.tr("Reading"))
        self.headline.clear()
        self.headline.show_phase(Phase.CLOSED, False)
        self.controls.hide()
        self.menus.enable(False)
        self.search.hide()
        self.talk.offered = False
        self.talk.strip.hide()
        self.views.close_document()
        self._fill_panel()

    def _show_changed(self, event: ReadingChanged) -> None:
        self._phase, reading = event.phase, event.phase is Phase.READING
        self.headline.show_phase(event.phase, event.held)
        self.controls.show_reading(reading)
        if abs(self.controls.speed.value() - event.speed) > 0.001:
            self.controls.speed.show_speed(event.speed)
            announce(self, self.tr("Speed {speed}").format(speed=f"{event.speed:g}"))
        self.watch.watch(reading and not event.held)
        if self._opened and event.phase in (Phase.READING, Phase.PAUSED):
            self._show_where(event.place)
            self._show_going_on_at(event.place)

    def _show_where(self, place: Place) -> None:
        self._place = place
        if opened := self._opened:
            self.headline.show_place(opened.event, opened.chapters, place)
            self.controls.show_place(place)
            if self.panel:
                self.panel.contents.show_current(chapter_at(opened.chapters, place))

    def _show_going_on_at(self, place: Place) -> None:
        """Lights what will be read there, until it is heard."""
        lit = self._lit
        if lit is None or not (lit.sentence.holds(place) or lit.place == place):
            future = self._desk.section(place.section)
            self._bridge.when_done(future, self, partial(self._light_place, self._opened, lit, place))

    def _light_place(
        self,
        opened: Opened | None,
        lit: Spot | None,
        place: Place,
        blocks: Sequence[Block] | None,
        _error: BaseException | None,
    ) -> None:
        if opened is None or opened is not self._opened or lit is not self._lit:
            return  # something is heard by now
        self._learn(place.section, blocks or ())
        if spot := spot_at(blocks or (), place, self._desk.wanted):
            self._light(spot)
        else:
            self.views.show_place(place)

    def _light(self, spot: Spot) -> None:
        self._lit = spot
        self.views.light(spot)

    def _learn(self, section: int, blocks: Sequence[Block]) -> None:
        opened = self._opened
        if opened is None:
            return
        chapters = opened.learn(section, blocks)
        if section == self._place.section:
            self.controls.show_place(self._place)  # how far that is, is known only now
        if chapters:
            self.controls.slider.show_document(opened.ruler, opened.chapters)
            self.controls.offer_stops(opened.units)
            if self.panel:
                self.panel.contents.show_chapters(opened.chapters, found=True)

    # --- what went wrong ----------------------------------------------------------------------------------------------

    def _show_failed(self, event: ReadingFailed) -> None:
        if event.source and not self._opened:
            self.headline.show_phase(Phase.CLOSED, False)
        if isinstance(event.error, DocumentLocked) and event.source:
            self._ask_password(event.source, event.error)
        elif event.passed_over:
            self.notice.show_notice(error_sentence(event.error))
        else:
            self._complain(event.error)

    def _complain(self, error: AssistantError) -> None:
        found = remedies(error, Step.SPEECH, False)
        self.notice.show_notice(error_sentence(error), problem=True, remedies=found)

    def _ask_password(self, source: Source, error: DocumentLocked) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Password"))
        dialog.setLabelText(error_sentence(error))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(partial(self._unlock, source, self._at_once))
        dialog.open()

    def _unlock(self, source: Source, at_once: bool, typed: str) -> None:
        self.open_document(source, typed, at_once=at_once)

    # --- what the user does -------------------------------------------------------------------------------------------

    def _read_from(self, place: Place) -> None:
        """A word was clicked."""
        self._go(place)
        self._desk.play()

    def _go(self, place: Place) -> None:
        self.views.follow()
        self._desk.go(place)

    def _toggle(self) -> None:
        self.views.follow()
        self._desk.toggle()

    def _step(self, unit: Unit, count: int) -> None:
        self.views.follow()
        self._desk.step(unit, count)

    def _slide(self, at: int) -> None:
        """To a point of the slider; a section that was never seen is asked for, to know what stands there."""
        opened = self._opened
        if opened is None:
            return
        section = opened.ruler.place(at).section
        if opened.ruler.knows(section) or opened.event.pages:
            self._go(opened.ruler.place(at))
        else:
            self._bridge.when_done(self._desk.section(section), self, partial(self._slid, opened, section, at))

    def _slid(
        self, opened: Opened, section: int, at: int, blocks: Sequence[Block] | None, _error: BaseException | None
    ) -> None:
        if opened is self._opened:
            self._learn(section, blocks or ())
            self._go(opened.ruler.place(at))

    def _want(self, kinds: frozenset[Kind]) -> None:
        self._desk.want(kinds)
        self.views.show_wanted(kinds)
        if self.panel:
            self.panel.what_is_read.show_kinds(kinds)

    def _want_kind(self, kind: Kind) -> None:
        self._want(frozenset({*self.views.text.sections.wanted, kind}))
        announce(self, self.tr("{kind} are read from now on.").format(kind=kind_title(kind)))

    def _use_look(self, look: Look) -> None:
        self.look = look
        keep_look(look)
        self.views.show_look(look)
        self.menus.focus_switch.setChecked(look.focus_lines > 0)
        if self.panel:
            self.panel.look.show_look(look)

    def _larger(self, steps: int) -> None:
        if self.views.shows_pages:
            self.views.page.larger(steps)
        else:
            self._use_look(self.look.larger(steps) if steps else replace(self.look, pixels=0))

    def _focus_lines(self, on: bool) -> None:
        self._use_look(replace(self.look, focus_lines=FOCUSED_LINES if on else 0))

    def _open_find(self) -> None:
        self.search.open_search(self.views.place_in_view)

    def _show_found(self, place: Place, length: int) -> None:
        self.views.show_found(place, length)
        self.menus.pages_switch.setChecked(self.views.shows_pages)

    def _show_panel(self, page: int) -> None:
        """A second time closes it."""
        shown = self.panel is not None and self.panel.isVisible() and self.panel.page == page
        self.sides.show_panel(not shown)
        if self.panel and not shown:
            self.panel.show_page(page)
        elif shown:
            self.views.focus_view()

    def _close_panel(self) -> None:
        self.sides.show_panel(False)
        self.views.focus_view()

    def _show_only_text(self, on: bool) -> None:
        self.menus.only_text_switch.setChecked(on)
        for part in (self.bar, self.headline):
            part.setVisible(not on)
        self.controls.setVisible(not on and self._opened is not None)
        if on:
            self.sides.show_panel(False)
            self.showFullScreen()
            self.views.focus_view()
        else:
            self.showNormal()

    def _show_keys(self) -> None:
        dialog = KeysHelp(self.menus.actions, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _export(self) -> None:
        if self._opened:
            self.export_wanted.emit(self._opened.event, self._password)

    def _forget(self, source: str) -> None:
        self._bridge.when_done(self._desk.forget(source), self, lambda *_: self._look_up_recent())

    def _look_up_recent(self) -> None:
        def show(documents: Sequence[KnownDocument] | None, _error: BaseException | None) -> None:
            self.views.start.show_recent(documents or ())
            self.menus.opening.show_recent(documents or ())

        self._bridge.when_done(self._desk.recent(), self, show)

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget wanted: the menus' keys, and Esc, which takes back one thing after the other."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton):
                focused.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._take_back()
        elif (action := self.menus.action_for(event)) and action.isEnabled():
            action.trigger()
        else:
            event.ignore()

    def _take_back(self) -> None:
        if self.talk.stop():
            return
        if self.search.isVisible():
            self.search.close_search()
        elif self._phase is Phase.READING:
            self._desk.pause()
        elif self.isFullScreen():
            self._show_only_text(False)
        elif self.notice.isVisible():
            self.notice.hide()
        elif self.talk.strip.isVisible():
            self.talk.strip.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.talk.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit_talk()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._limit_talk()  # some part needs more room, or less
        return super().event(event)

    def _limit_talk(self) -> None:
        parts = (self.headline, self.sides, self.search, self.notice, self.controls)
        others = sum(part.minimumSizeHint().height() for part in parts if not part.isHidden())
        self.talk.strip.limit(self.height(), others + (self.bar.height() if self.bar.isVisible() else 0))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_source(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        try:
            source = source_in(event.mimeData(), self._folder)
        except AssistantError as error:
            self._complain(error)
        else:
            if source is not None:
                self.open_document(source)

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _make_panel(self) -> SidePanel:
        panel = self.panel = SidePanel(self.look)
        panel.closed.connect(self._close_panel)
        panel.contents.gone_to.connect(self._go)
        panel.bookmarks.gone_to.connect(self._go)
        panel.bookmarks.wanted.connect(self.marks.add)
        panel.bookmarks.note_wanted.connect(self.marks.ask_note)
        panel.bookmarks.removed.connect(self.marks.remove)
        panel.what_is_read.chosen.connect(self._want)
        panel.look.chosen.connect(self._use_look)
        panel.what_is_read.show_kinds(self._desk.wanted)
        self._fill_panel()
        return panel

    def _fill_panel(self) -> None:
        opened = self._opened
        if self.panel:
            chapters, told = (opened.chapters, opened.tells_chapters) if opened else ((), True)
            self.panel.contents.show_chapters(chapters, found=not told)
            self.panel.contents.show_current(chapter_at(chapters, self._place))
            self.marks.look_up()

    def _show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        if self.panel:
            self.panel.bookmarks.show_bookmarks(bookmarks if self._opened else ())

    def _arrange(self) -> None:
        layout = column(self, spacing=0)
        layout.setMenuBar(self.bar)
        for one in (self.headline, self.sides, self.search, self.notice, self.talk.strip, self.controls):
            layout.addWidget(one, one is self.sides)
        self.menus.focus_switch.setChecked(self.look.focus_lines > 0)
        self.addActions([*self.menus.actions])  # a menu bar that is hidden would take its keys along

    def _connect(self) -> None:
        self._connect_menus()
        self._connect_controls()
        start, find, views, marks = self.views.start, self.search, self.views, self.marks
        self.sources.serve(self.menus.opening)
        self.sources.chosen.connect(self.open_document)
        self.sources.problem.connect(lambda words: self.notice.show_notice(words, problem=True))
        start.file.connect(self.sources.ask_file)
        start.address.connect(self.sources.ask_address)
        start.clipboard.connect(self.sources.take_clipboard)
        start.recent_chosen.connect(self.sources.reopen)
        start.forgotten.connect(self._forget)
        find.found.connect(self._show_found)
        find.gone_to.connect(self._read_from)
        find.closed.connect(self.views.focus_view)
        views.gone_to.connect(self._read_from)
        views.zoomed.connect(self._larger)
        views.came.connect(self._learn)
        views.kind_wanted.connect(self._want_kind)
        marks.changed.connect(self._show_bookmarks)
        marks.problem.connect(self._complain)
        self.words.differently.connect(self.pronunciations_wanted)
        self.words.gone_to.connect(self._read_from)
        self.watch.moved.connect(self._light)
        self.notice.remedy_chosen.connect(self.remedy_chosen)

    def _connect_menus(self) -> None:
        menus, desk = self.menus, self._desk
        menus.toggled.connect(self._toggle)
        menus.paused.connect(desk.pause)
        menus.stepped.connect(self._step)
        menus.faster.connect(desk.faster)
        menus.usual_speed.connect(lambda: desk.set_speed(1.0))
        menus.begin_again.connect(lambda: self._go(Place(0)))
        menus.find.connect(self._open_find)
        menus.bookmark.connect(self.marks.add)
        menus.note.connect(self.marks.ask_note)
        menus.panel.connect(self._show_panel)
        menus.as_pages.connect(self.views.show_as_pages)
        menus.larger.connect(self._larger)
        menus.line_focus.connect(self._focus_lines)
        menus.caret.connect(self.views.text.use_caret)
        menus.differently.connect(self.words.say_differently)
        menus.pronunciations.connect(lambda: self.pronunciations_wanted.emit("", ""))
        menus.voices.connect(self.voices_wanted)
        menus.only_text.connect(self._show_only_text)
        menus.export.connect(self._export)
        menus.close.connect(self.close)
        menus.keys_wanted.connect(self._show_keys)
        menus.talk.connect(self.talk.tap)

    def _connect_controls(self) -> None:
        controls, desk = self.controls, self._desk
        controls.toggled.connect(self._toggle)
        controls.stepped.connect(self._step)
        controls.gone_to.connect(self._slide)
        controls.speed_chosen.connect(desk.set_speed)
        controls.voice_chosen.connect(self.voice_chosen)
        controls.voices_wanted.connect(self.voices_wanted)
        controls.sleep_chosen.connect(desk.sleep_after)
        controls.stop_chosen.connect(desk.stop_after)
