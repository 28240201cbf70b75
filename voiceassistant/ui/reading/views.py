"""The document in the middle of the window: as pages, or as clean text; or what can be opened, while nothing is."""

from collections.abc import Set

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from voiceassistant.documents.document import Kind, Place
from voiceassistant.reading.events import DocumentOpened, Spot
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.look import Look
from voiceassistant.ui.reading.page_view import PageView
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.start_page import StartPage
from voiceassistant.ui.reading.text_view import ReadingText


class Views(QStackedWidget):
    """`gone_to`: a word was clicked; `came`: a section and its blocks; `kind_wanted`: such blocks are to be read."""

    gone_to = Signal(object)  # a Place
    came = Signal(int, object)
    kind_wanted = Signal(object)
    zoomed = Signal(int)  # steps

    def __init__(self, desk: ReadingPort, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartPage()
        self.text, self.page = ReadingText(desk, bridge, look), PageView(desk, bridge, look)
        for view in (self.start, self.text, self.page):
            self.addWidget(view)
        self.as_pages = True  # where there are any
        self._opened: DocumentOpened | None = None
        self._place = Place(0)
        self._spot: Spot | None = None
        for one in (self.text, self.page):
            one.gone_to.connect(self.gone_to)
            one.zoomed.connect(self.zoomed)
        self.text.came.connect(self.came)
        self.text.kind_wanted.connect(self.kind_wanted)

    def minimumSizeHint(self) -> QSize:
        """Of what is shown: a document in a small window needs not wait for the room that the first page wants."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSizeHint()

    @property
    def shows_pages(self) -> bool:
        return self.currentWidget() is self.page

    @property
    def place_in_view(self) -> Place:
        """What the user looks at, as far as it is known."""
        return Place(self.page.page) if self.shows_pages else self.text.place_in_view or self._place

    def focus_view(self) -> None:
        """Of the document; while there is none, what opens one."""
        if self._opened is None:
            self.start.file_button.setFocus()
        else:
            (self.page if self.shows_pages else self.text).setFocus()

    def show_document(self, opened: DocumentOpened) -> None:
        self._opened, self._place, self._spot = opened, opened.place, None
        self.page.show_document(opened.sections if opened.pages else 0, opened.place.section)
        self.text.show_document(0, Place(0))
        self._choose()
        self.focus_view()

    def close_document(self) -> None:
        self._opened = None
        self.page.show_document(0, 0)
        self.text.show_document(0, Place(0))
        self.setCurrentWidget(self.start)
        self.focus_view()

    def show_as_pages(self, wanted: bool) -> None:
        """Pages as they are, where there are any."""
        self.as_pages = wanted
        if self._opened:
            had_focus = self.text.hasFocus() or self.page.hasFocus()
            self._choose()
            if had_focus:
                self.focus_view()

    def light(self, spot: Spot) -> None:
        self._spot, self._place = spot, spot.place
        if self.shows_pages:
            self.page.light(spot)
        elif self._opened:
            self.text.light(spot)

    def show_place(self, place: Place) -> None:
        self._place = place
        if self.shows_pages:
            self.page.show_page(place.section)
        elif self._opened:
            self.text.show_place(place)

    def show_found(self, place: Place, length: int) -> None:
        """In the text: a picture can't be searched."""
        self.show_as_pages(False)
        self.text.following = False
        self.text.show_place(place, selected=length)

    def follow(self) -> None:
        """From here on what is heard is kept in view."""
        for one in (self.text, self.page):
            one.following = True
        if self._spot:
            self.light(self._spot)

    def show_look(self, look: Look) -> None:
        self.text.show_look(look)
        self.page.show_look(look)

    def show_wanted(self, kinds: Set[Kind]) -> None:
        self.text.show_wanted(kinds)
        self.page.unread.show_wanted(kinds)

    def _choose(self) -> None:
        """The view that is wanted, at the place where reading is; the other one asks for nothing."""
        opened = self._opened
        assert opened is not None
        if opened.pages and self.as_pages:
            self.setCurrentWidget(self.page)
            self.page.show_page(self._place.section)
        else:
            self.setCurrentWidget(self.text)
            if not self.text.sections:
                self.text.show_document(opened.sections, self._place)
        if self._spot:
            self.light(self._spot)
        else:
            self.show_place(self._place)
