"""A recording becomes text: heard by the assistant, then played, searched, exported."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from voiceassistant.errors import AssistantError
from voiceassistant.events import Step
from voiceassistant.recordings import RecordingPlayer
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.notice_bar import NoticeBar
from voiceassistant.ui.parts import column, fit_to_screen, make_primary
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.remedies import Remedy, remedies
from voiceassistant.ui.texts import error_sentence
from voiceassistant.ui.transcription.export_bar import ExportBar
from voiceassistant.ui.transcription.header import Header
from voiceassistant.ui.transcription.options_bar import OptionsBar
from voiceassistant.ui.transcription.page import EMPTY, Spot, page_of
from voiceassistant.ui.transcription.player_bar import STEP_SECONDS, PlayerBar
from voiceassistant.ui.transcription.progress_words import how_far
from voiceassistant.ui.transcription.search_bar import SearchBar
from voiceassistant.ui.transcription.view import TranscriptView
from voiceassistant.ui.transcription.work import Finished, TranscriptionWork


class TranscriptionWindow(QDialog):
    """Stays open beside the main window; closing it stops the work, which goes on there when it is asked for again.

    Args:
        assistant: Hears the file and plays it.
        bridge: Brings its answers.
        path: The sound or video file.
        finished: The file's transcripts so far; the last one is shown, and those to come are added.
    """

    remedy_chosen = Signal(Remedy)
    keys_wanted = Signal()

    def __init__(
        self, assistant: AssistantPort, bridge: Bridge, path: Path, finished: Finished, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._assistant, self._bridge, self.path = assistant, bridge, path
        self._transcript: Transcript | None = None  # that is shown
        self._shown_wish: TranscriptionWish | None = None
        self.setWindowTitle(self.tr("{name} – Transcript").format(name=path.name))
        self.work = TranscriptionWork(assistant, bridge, path, finished, self)
        self.header, self.options = Header(path.name), OptionsBar(assistant.settings.transcription)
        self.notice, self.view, self.search = NoticeBar(), TranscriptView(), SearchBar()
        self.player, self.export = PlayerBar(), ExportBar(path)
        self._arrange()
        self._connect()
        self._add_keys()
        self._opening = assistant.open_recording(path)
        bridge.when_done(self._opening, self, self._opened)
        fit_to_screen(self, 760, 680)
        self.options.start_button.setFocus()
        for wish, transcript in tuple(finished.items())[-1:]:
            self.options.show_wish(wish)
            self._show_english(wish.translate)
            self._show_finished(transcript)

    def done(self, result: int) -> None:
        self.work.cancel()
        self._opening.cancel()
        self.player.close_player()
        super().done(result)

    # --- the work -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins it, or goes on where it was stopped. What is shown stays until there is something new."""
        if self.work.busy:
            return
        self.notice.hide()
        self.export.state.tell("")
        self.options.begin(self.work.progress if self.work.resumes(self._wish) else None)
        self.header.into_english.setEnabled(False)
        self.work.begin(self._wish)
        announce(self, self.tr("Transcription began."))

    @property
    def _wish(self) -> TranscriptionWish:
        return self.options.wish(translate=self.header.into_english.isChecked())

    def _progressed(self, progress: TranscriptionProgress) -> None:
        if self._transcript:
            self._transcript = None
            self.view.show_page(EMPTY)
            self._show_parts(None)
        self.options.show_progress(progress)
        self.view.append_text(progress.text)
        self.search.show_page(self.view.page)

    def _done(self, transcript: Transcript) -> None:
        self.header.into_english.setEnabled(True)
        self._show_finished(transcript)
        self.view.setFocus()

    def _stopped(self, error: BaseException | None) -> None:
        self.header.into_english.setEnabled(True)
        if self._transcript and self._shown_wish:
            self._show_english(self._shown_wish.translate)
        self._show_start()
        if error:
            found = remedies(error, Step.TRANSCRIPTION, False) if isinstance(error, AssistantError) else ()
            self.notice.show_notice(error_sentence(error), problem=True, remedies=found)
        elif progress := self.work.progress:
            words = self.tr("Stopped at {place}. “Go on” begins there.")
            self.export.state.tell(words.format(place=how_far(progress)))
        else:
            self.export.state.tell(self.tr("Stopped."))

    def _show_start(self) -> None:
        if self.work.busy:
            return
        again = self.work.finished(self._wish) is not None
        if self.work.resumes(self._wish):
            words = self.tr("Go on")
        else:
            words = self.tr("Transcribe again") if again else self.tr("Transcribe")
        self.options.end(words, primary=not again)
        make_primary(self.player.play_button, again)

    def _english_wanted(self, _wanted: bool) -> None:
        """After the fact it is asked for at once, unless it is there already."""
        if transcript := self.work.finished(self._wish):
            self._show_finished(transcript)
        elif self._transcript:
            self.start()
        self._show_start()

    # --- the transcript -----------------------------------------------------------------------------------------------

    def _show_finished(self, transcript: Transcript) -> None:
        self._transcript, self._shown_wish = transcript, self._wish
        self._show_parts(transcript)
        self._show_text(transcript)
        self._show_start()
        if not transcript.text.strip():
            words = self.tr("No speech was found in the recording.")
        elif self.view.page.has_times:
            words = self.tr("The transcript is ready.")
        else:
            words = self.tr("The transcript is ready. The server tells no times, so the text cannot follow the sound.")
        self.export.state.tell(words)

    def _show_parts(self, transcript: Transcript | None) -> None:
        self.header.show_transcript(transcript)
        self.export.show_transcript(transcript)

    def _show_text(self, transcript: Transcript) -> None:
        page = page_of(transcript)
        self.view.show_page(page, unsure=self._assistant.settings.show_confidence)
        self.search.show_page(page)
        self.export.show_transcript(transcript)
        self.player.look()

    def _show_original(self, wanted: bool) -> None:
        if self._transcript:
            original = Transcript(self._transcript.original, self._transcript.language)
            self._show_text(original if wanted else self._transcript)

    def _show_english(self, wanted: bool) -> None:
        self.header.into_english.blockSignals(True)
        self.header.into_english.setChecked(wanted)
        self.header.into_english.blockSignals(False)

    # --- the sound ----------------------------------------------------------------------------------------------------

    def _opened(self, player: RecordingPlayer | None, error: BaseException | None) -> None:
        if player and self.isVisible():
            self.header.show_length(player.duration)
            self.player.attach(player)
        elif player:
            player.close()
        elif error and not self._opening.cancelled():
            self._complain(error_sentence(error))

    def _heard(self, seconds: float) -> None:
        self.view.light(self.view.page.heard_at(seconds))

    def _hear_spot(self, spot: Spot) -> None:
        self.player.play_from(spot.begins)

    def _hear_place(self, place: int) -> None:
        if (spot := self.view.page.spot_at(place)) and spot.ends:
            self._hear_spot(spot)

    def _complain(self, sentence: str) -> None:
        self.notice.show_notice(sentence, problem=True)

    # --- how it is put together ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the search, then silences; it closes the window only while there is nothing in it to lose."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.isVisible():
            self.search.close_search()
        elif self.player.playing:
            self.player.toggle()
        elif not self.work.busy and not self.view.page.text:
            self.close()

    def _arrange(self) -> None:
        layout = column(self, margin=16)
        for one in (self.header, self.options, self.notice, self.view, self.search, self.player, self.export):
            layout.addWidget(one, one is self.view)
        if inner := self.notice.layout():
            inner.setContentsMargins(0, 0, 0, 0)
        self.view.setMinimumHeight(64)
        self.view.setPlaceholderText(self.tr("The text appears here."))

    def _connect(self) -> None:
        self.header.english_wanted.connect(self._english_wanted)
        self.header.original_wanted.connect(self._show_original)
        self.options.started.connect(self.start)
        self.options.cancelled.connect(self.work.cancel)
        self.options.changed.connect(self._show_start)
        self.work.progressed.connect(self._progressed)
        self.work.done.connect(self._done)
        self.work.stopped.connect(self._stopped)
        self.view.heard_from.connect(self._hear_spot)
        self.view.toggled.connect(self.player.toggle)
        self.search.found.connect(self.view.show_hits)
        self.search.heard_from.connect(self._hear_place)
        self.search.closed.connect(self.view.setFocus)
        self.player.heard.connect(self._heard)
        self.player.sought.connect(self.view.follow)
        self.player.problem.connect(self._complain)
        self.notice.remedy_chosen.connect(self.remedy_chosen)

    def _add_keys(self) -> None:
        keys = {
            "Ctrl+F": self.search.open_search,
            "F3": partial(self.search.step, 1),
            "Shift+F3": partial(self.search.step, -1),
            "Ctrl+P": self.player.toggle,
            "Alt+Left": partial(self.player.skip, -STEP_SECONDS),
            "Alt+Right": partial(self.player.skip, STEP_SECONDS),
            "Ctrl+S": self.export.ask_where,
            "Ctrl+Shift+C": self.export.copy,
            "Ctrl+W": self.close,
            "F1": self.keys_wanted.emit,
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)
