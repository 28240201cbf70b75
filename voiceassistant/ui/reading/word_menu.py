"""What can be done with one word of the document: read on from there, or have it said differently."""

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from voiceassistant.documents.document import Place
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.views import Views

LONGEST = 80  # characters: more is no word any more
_WORD = re.compile(r"\w+(?:['’.&+-]\w+)*[+#]*")  # don't, node.js, R&D, C++


class WordMenu(QObject):
    """`differently`: a word or some, and the language it is read in, are to be said in another way.

    Args:
        desk: Knows what stands where.
        bridge: Brings its answers.
        views: Show the document; their context menus are made here.
    """

    differently = Signal(str, str)
    gone_to = Signal(object)  # a Place

    def __init__(self, desk: ReadingPort, bridge: Bridge, views: Views) -> None:
        super().__init__(views)
        self._desk, self._bridge, self._views = desk, bridge, views
        for view in (views.text, views.page):
            view.menu_wanted.connect(self._ask)

    def say_differently(self) -> None:
        """What is selected, at the caret, or being read."""
        self._with_word(self._selected(), self._place(), self.differently.emit)

    def _ask(self, selected: str, place: Place | None, at: QPoint) -> None:
        self._with_word(selected, place, partial(self._show, place, at))

    def _with_word(self, selected: str, place: Place | None, use: Callable[[str, str], None]) -> None:
        def found(answer: tuple[str, str] | None, _error: BaseException | None) -> None:
            text, language = answer or ("", "")
            word = " ".join(selected.split()) or (word_at(text, place.character) if place else "")
            use(word if len(word) <= LONGEST else "", language)

        if place is None:
            found(None, None)
        else:
            self._bridge.when_done(self._desk.text_at(place), self, found)

    def _show(self, place: Place | None, at: QPoint, word: str, language: str) -> None:
        menu = QMenu(self._views)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if word:
            title = self.tr("Say “{word}” differently…").format(word=word.replace("&", "&&"))
            menu.addAction(title, lambda: self.differently.emit(word, language))
        if place is not None:
            menu.addAction(self.tr("Read from here"), lambda: self.gone_to.emit(place))
        if selected := self._selected():
            menu.addAction(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(selected))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
            menu.popup(at)
        else:
            menu.deleteLater()

    def _selected(self) -> str:
        text = self._views.text
        return "" if self._views.shows_pages else text.textCursor().selectedText().replace("\u2029", "\n")

    def _place(self) -> Place | None:
        return self._views.page.place_meant if self._views.shows_pages else self._views.text.place_meant


def word_at(text: str, character: int) -> str:
    """The word that holds a character, or ends before it; empty where there is none."""
    here = (word for word in _WORD.finditer(text) if word.start() <= character <= word.end())
    found = next(here, None)
    return found[0] if found else ""
