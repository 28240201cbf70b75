"""The user's list of how words are said: looked through, heard, added to, changed; the last change can be undone."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from voiceassistant.reading.pronunciations import fault_of
from voiceassistant.text.spoken import Pronunciation, spoken_form
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.language_names import language_name
from voiceassistant.ui.parts import button, column, fit_to_screen, label, scrolling
from voiceassistant.ui.reading.port import ReadingPort
from voiceassistant.ui.reading.pronunciation_form import PronunciationForm
from voiceassistant.ui.speech_work import SpeechWork
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.table import Table
from voiceassistant.ui.texts import error_sentence

LEAST_TABLE_PIXELS = 96

Own = tuple[Pronunciation, ...]


class PronunciationsDialog(QDialog):
    """Stays open beside the reading window; each change is kept at once, and heard from the next sentence on.

    Args:
        desk: Keeps the list.
        speak: Says a text, in the voice for a language.
        bridge: Brings their answers.
    """

    def __init__(
        self,
        desk: ReadingPort,
        speak: Callable[[str, str], "Future[None]"],
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._speak, self._bridge = desk, speak, bridge
        self._own: Own = ()
        self._before: list[Own] = []  # to be undone, the last one first
        self._shown: list[Pronunciation] = []  # the table's rows
        self._changing: Pronunciation | None = None  # the entry that is in the form
        self._busy = True  # until the list is there
        self._wish = ("", "")  # to be said differently, as soon as it is
        self.setWindowTitle(self.tr("Pronunciations"))
        self.search, self.table = QLineEdit(), self._make_table()
        self.none = label(role="quiet", wrap=True)
        self.form, self.state = PronunciationForm(), StateLine()
        self.new_button, self.play_button = button(self.tr("New")), button("")
        self.keep_button = button("", primary=True)
        self.remove_button, self.undo_button = button(self.tr("Remove")), button(self.tr("Undo"))
        self.close_button = button(self.tr("Close"))
        self.work = SpeechWork(bridge, self)
        self._arrange()
        self._connect()
        self._update()
        fit_to_screen(self, 600, 560)
        self._look_up()

    def say_differently(self, word: str, language: str) -> None:
        """Has an entry for a word begun; the one that there is already is shown."""
        self._wish = (word, language)
        if not self._busy:
            self._grant_wish()

    def done(self, result: int) -> None:
        self.work.stop()
        super().done(result)

    # --- the list -----------------------------------------------------------------------------------------------------

    def _look_up(self) -> None:
        self._bridge.when_done(self._desk.pronunciations(), self, self._found)

    def _found(self, own: Sequence[Pronunciation] | None, error: BaseException | None) -> None:
        self._busy = False
        self._own = tuple(own or ())
        self._fill()
        if error:
            self.state.tell(error_sentence(error), problem=True)
        self._grant_wish()

    def _keep(self, own: Own, shown: Pronunciation | None, done: str, *, undoing: bool = False) -> None:
        """`done`: what is told then."""
        self._busy = True
        self._update()
        kept = partial(self._kept, own, shown, done, undoing)
        self._bridge.when_done(self._desk.pronounce(own), self, kept)

    def _kept(
        self,
        own: Own,
        shown: Pronunciation | None,
        done: str,
        undoing: bool,
        _nothing: None,
        error: BaseException | None,
    ) -> None:
        if error:
            self.state.tell(error_sentence(error), problem=True)
            self._bridge.when_done(self._desk.pronunciations(), self, self._found_again)
            return
        self._busy = False
        if undoing:
            self._before.pop()
        else:
            self._before.append(self._own)
        self._own = own
        self._fill()
        self._show_entry(shown)
        self.state.tell(done)

    def _found_again(self, own: Sequence[Pronunciation] | None, error: BaseException | None) -> None:
        """The list as it is, after a change that could not be kept; what was typed stays."""
        self._busy = False
        if error is None and tuple(own or ()) != self._own:
            self._own, self._changing = tuple(own or ()), None
            self._before.clear()  # it would undo what somebody else has done
            self._fill()
        self._update()

    def _fill(self) -> None:
        sought = self.search.text().strip().casefold()
        fitting = [one for one in self._own if sought in f"{one.written}\n{one.spoken}".casefold()]
        self._shown = sorted(fitting, key=lambda said: (said.written.casefold(), said.language))
        self.table.blockSignals(True)
        self.table.show_rows([self._row(said) for said in self._shown])
        self.table.blockSignals(False)
        self._select(self._changing)
        self.table.setVisible(bool(self._own))
        self.search.setEnabled(bool(self._own))
        nothing = self.tr("Nothing is found.") if self._own else self.tr("No word is said differently yet.")
        self.none.setText(nothing)
        self.none.setVisible(not self._shown)
        self._update()

    def _select(self, said: Pronunciation | None) -> None:
        """Its row, without telling so; none for an entry that is not there."""
        self.table.blockSignals(True)
        if said in self._shown:
            self.table.selectRow(self._shown.index(said))
        else:
            self.table.clearSelection()
            self.table.setCurrentCell(-1, -1)
        self.table.blockSignals(False)

    def _row(self, said: Pronunciation) -> list[str]:
        where = self.tr("whole words") if said.whole_word else self.tr("within words, too")
        if said.case:
            where = self.tr("{where}, same capitals").format(where=where)
        language = language_name(said.language) or self.tr("every")
        return [said.written, said.spoken or self.tr("(nothing)"), language, where]

    # --- the entry ----------------------------------------------------------------------------------------------------

    def _grant_wish(self) -> None:
        (word, language), self._wish = self._wish, ("", "")
        if not word:
            return
        there = [one for one in self._own if one.written.casefold() == word.casefold()]
        there = [one for one in there if one.language in ("", language)] or there
        self.search.clear()
        self._show_entry(there[0] if there else None)
        if not there:
            self.form.show_entry(Pronunciation(word, "", language=language))
            self._update()
        self.form.spoken.setFocus()
        self.form.spoken.selectAll()

    def _show_entry(self, said: Pronunciation | None) -> None:
        """In the form, to be changed; None: a new one is begun."""
        self._changing = said if said in self._own else None
        self.form.show_entry(said if said and self._changing else Pronunciation("", ""))
        self._select(self._changing)
        self._update()

    def _row_chosen(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._shown):
            self._changing = self._shown[row]
            self.form.show_entry(self._changing)
            self._update()

    def _begin_new(self) -> None:
        self._show_entry(None)
        self.state.tell("")
        self.form.written.setFocus()

    def _submit(self) -> None:
        said = self.form.entry
        others = tuple(one for one in self._own if one != self._changing)
        if self._busy or said == self._changing:
            return
        if fault := fault_of(said, others):
            self.form.show_fault(fault)
            return
        words = self.tr("“{word}” is said as “{said}” from the next sentence on.")
        if not said.spoken:
            words = self.tr("“{word}” is left out from the next sentence on.")
        self._keep((*others, said), said, words.format(word=said.written, said=said.spoken))

    def _remove(self) -> None:
        said = self._changing
        if said is None or self._busy:
            return
        at = self._shown.index(said) if said in self._shown else 0
        left = [one for one in self._shown if one != said]
        following = left[min(at, len(left) - 1)] if left else None
        done = self.tr("“{word}” is said as usual again.").format(word=said.written)
        self._keep(tuple(one for one in self._own if one != said), following, done)

    def _undo(self) -> None:
        if self._before and not self._busy:
            self._keep(self._before[-1], None, self.tr("The last change is undone."), undoing=True)

    def _play(self) -> None:
        """As it would be said without the entry, then with it."""
        if self.work.busy:
            self.work.stop()
            return
        said = self.form.entry
        language = said.language or "en"
        usual = spoken_form(said.written, language).text.strip()
        both = [words for words in (usual, said.spoken) if words]
        text = "\n".join(words if words[-1] in ".!?" else f"{words}." for words in both)
        self.work.begin(lambda: self._speak(text, said.language), self.tr("Speaking…"), "")

    def _update(self) -> None:
        """Which buttons can be pressed, and what they say."""
        changing, said = self._changing is not None, self.form.entry
        self.keep_button.setText(self.tr("Change") if changing else self.tr("Add"))
        self.keep_button.setEnabled(not self._busy and said != self._changing)
        self.remove_button.setEnabled(changing and not self._busy)
        self.undo_button.setEnabled(bool(self._before) and not self._busy)
        self.play_button.setText(self.tr("Stop") if self.work.busy else self.tr("Hear both"))
        self.play_button.setEnabled(self.work.busy or bool(said.written))

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _make_table(self) -> Table:
        headers = (self.tr("Written"), self.tr("Said as"), self.tr("Language"), self.tr("Where"))
        table = Table(self.tr("Words that are said differently"), headers, (0, 1), most_pixels=LEAST_TABLE_PIXELS)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return table

    def _arrange(self) -> None:
        words = self.tr("Search")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.search.setClearButtonEnabled(True)
        self.play_button.setToolTip(self.tr("As it is said usually, then as you have written it"))
        page = QWidget()
        page.setObjectName("page")
        inner = column(page)
        inner.addWidget(self.search)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.form)
        layout = column(self, margin=16)
        layout.addWidget(scrolling(page), 1)  # at 200 % a small screen has no room for all of it
        layout.addWidget(self.state)
        layout.addLayout(self._button_row())

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        first = (self.new_button, self.remove_button, self.undo_button)
        for one in (*first, self.play_button, self.keep_button, self.close_button):
            one.setAutoDefault(False)  # Enter in a field keeps the entry
            row.addWidget(one)
        row.insertStretch(len(first))
        return row

    def _connect(self) -> None:
        self.search.textChanged.connect(self._fill)
        self.table.itemSelectionChanged.connect(self._row_chosen)
        self.form.edited.connect(self._update)
        self.form.submitted.connect(self._submit)
        self.work.changed.connect(self._update)
        self.work.told.connect(lambda words, problem: self.state.tell(words, problem=problem))
        pressed = (
            (self.new_button, self._begin_new),
            (self.play_button, self._play),
            (self.keep_button, self._submit),
            (self.remove_button, self._remove),
            (self.undo_button, self._undo),
            (self.close_button, self.close),
        )
        for one, do in pressed:
            one.clicked.connect(do)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence.StandardKey.Undo, self.table, self._undo, context=Qt.ShortcutContext.WidgetShortcut)
