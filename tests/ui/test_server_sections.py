"""What the settings show of a role's server: its models, what it can do, and how it sounds."""

from concurrent.futures import Future
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.capabilities import OF_ROLE, Abilities, Ability, Capability
from voiceassistant.events import ServersChanged
from voiceassistant.retirement import ModelInfo
from voiceassistant.settings import Role
from voiceassistant.ui.ability_texts import TITLES
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import WORDS, TypedChoice
from voiceassistant.ui.model_texts import model_words, shutdown_words
from voiceassistant.ui.models_view import ModelsView
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.theme import Theme

TODAY = date(2026, 11, 24)
WHISPER = ModelInfo("whisper-1", date(2027, 2, 26), "gpt-transcribe")
MODELS = [ModelInfo("gpt-transcribe"), ModelInfo("gpt-4o", date(2027, 1, 14)), WHISPER]


@pytest.fixture
def assistant(settings: Any) -> FakeAssistant:
    made = FakeAssistant(settings)
    made.listed, made.used = MODELS, {Role.TRANSCRIPTION: "whisper-1", Role.CHAT: "gpt-6-luna"}
    return made


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, bridge: Bridge, assistant: FakeAssistant) -> SettingsDialog:
    bridge.listen(assistant.engine)
    dialog = SettingsDialog(assistant, bridge)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


@pytest.fixture
def models(qtbot: QtBot, dialog: SettingsDialog) -> ModelsView:
    view = dialog.servers[Role.TRANSCRIPTION].models
    qtbot.waitUntil(lambda: view.table.rowCount() == len(MODELS))
    return view


@pytest.mark.parametrize(
    ("info", "shutdown", "words"),
    [
        (WHISPER, "26 February 2027", "whisper-1 – shut down on 26 February 2027, then gpt-transcribe"),
        (ModelInfo("a", date(2027, 1, 14)), "⚠ soon: 14 January 2027", "a – shut down on 14 January 2027"),
        (ModelInfo("a", TODAY), "⚠ over since 24 November 2026", "a – shut down on 24 November 2026"),
        (ModelInfo("a"), "", "a"),
    ],
)
def test_a_model_in_words(qapp: object, info: ModelInfo, shutdown: str, words: str) -> None:
    assert (shutdown_words(info, TODAY), model_words(info)) == (shutdown, words)


class TestModels:
    def test_the_one_in_use_is_first(self, models: ModelsView) -> None:
        assert [row[0] for row in models.table.rows()] == ["whisper-1 (in use)", "gpt-4o", "gpt-transcribe"]
        assert models.table.rows()[0] == ["whisper-1 (in use)", "26 February 2027", "gpt-transcribe"]

    def test_only_the_page_that_is_seen_asks(self, models: ModelsView, assistant: FakeAssistant) -> None:
        assert assistant.models_asked == [Role.TRANSCRIPTION]

    def test_they_are_offered_at_the_field_with_their_end(
        self, dialog: SettingsDialog, models: ModelsView, assistant: FakeAssistant
    ) -> None:
        field = dialog.roles[Role.TRANSCRIPTION].fields["model"]
        assert isinstance(field.editor, TypedChoice)
        assert [field.editor.itemText(i) for i in range(3)] == ["whisper-1", "gpt-4o", "gpt-transcribe"]
        assert field.editor.itemData(0, WORDS).endswith("then gpt-transcribe")
        assert field.value == ""  # what is typed stays
        field.editor.setCurrentIndex(2)
        field.editor.activated.emit(2)
        assert assistant.settings.transcription.model == "gpt-transcribe"

    def test_it_goes_on_with_the_successor(
        self, qtbot: QtBot, dialog: SettingsDialog, models: ModelsView, assistant: FakeAssistant
    ) -> None:
        assert models.go_on_button.text() == "Go on with gpt-transcribe"
        assert models.loss.text() == "gpt-transcribe does not tell when words are said."
        assistant.settings = assistant.settings.with_values(transcription={"model": "gpt-transcribe"})
        assistant.used = {Role.TRANSCRIPTION: "gpt-transcribe"}
        with qtbot.waitSignal(dialog.applied):
            models.go_on_button.click()
        assert assistant.switched == [Role.TRANSCRIPTION]
        qtbot.waitUntil(lambda: models.table.rows()[0][0] == "gpt-transcribe (in use)")
        assert models.go_on_button.isHidden()
        assert dialog.roles[Role.TRANSCRIPTION].fields["model"].value == "gpt-transcribe"
        assert dialog.undo_button.isEnabled()

    def test_a_failure_to_switch_is_told(self, qtbot: QtBot, models: ModelsView, assistant: FakeAssistant) -> None:
        assistant.refusal = refusing("The disk is full")
        models.go_on_button.click()
        qtbot.waitUntil(lambda: "The disk is full" in models.state.text())
        assert models.go_on_button.isEnabled()

    def test_another_server_is_asked_anew_and_its_failure_is_told(
        self, qtbot: QtBot, models: ModelsView, assistant: FakeAssistant
    ) -> None:
        assistant.refusal = refusing("OpenAI refused the API key")
        assistant.say(ServersChanged())
        qtbot.waitUntil(lambda: models.state.text().startswith("⚠ OpenAI refused the API key"))
        assert models.table.isHidden()
        assistant.refusal, assistant.listed = None, []
        assistant.say(ServersChanged())
        qtbot.waitUntil(lambda: models.state.text() == "The server names no models.")

    def test_an_older_answer_does_not_replace_a_newer_one(
        self, qtbot: QtBot, models: ModelsView, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        slow: list[Future[list[ModelInfo]]] = [Future(), Future()]
        monkeypatch.setattr(assistant, "models", lambda _role: slow[len(assistant.models_asked) - 1])
        assistant.models_asked[:] = [Role.TRANSCRIPTION]
        models.load()
        assert models.state.text() == "The server is asked for its models…"
        assistant.models_asked.append(Role.TRANSCRIPTION)
        models.load()
        slow[1].set_result([ModelInfo("newer")])
        slow[0].set_result([ModelInfo("older")])
        qtbot.waitUntil(lambda: models.state.text() == "")
        assert [row[0] for row in models.table.rows()] == ["newer"]


def abilities(role: Role = Role.TRANSCRIPTION, model: str = "whisper-1") -> Abilities:
    answers = [
        Ability(OF_ROLE[role][0], True),
        Ability(OF_ROLE[role][1], False, "It refused"),
        Ability(OF_ROLE[role][2], None),
    ]
    return Abilities(role, "OpenAI", model, tuple(answers))


class TestAbilities:
    def test_every_capability_has_words(self) -> None:
        assert set(TITLES) == set(Capability)

    def test_what_is_known_is_shown_at_once(
        self, qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
    ) -> None:
        view = dialog.servers[Role.CHAT].abilities
        assert view.table.isHidden()
        assistant.known[Role.CHAT] = abilities(Role.CHAT, "gpt-6-luna")
        dialog.show_page("chat")
        qtbot.waitUntil(view.table.isVisible)
        assert view.table.rows() == [
            ["Answer questions", "✓ yes"],
            ["Send an answer while it is written", "✗ no. It refused"],
            ["Count tokens", "? unknown"],
        ]
        assert view.state.text() == "OpenAI, gpt-6-luna: 1 of 3."
        assert assistant.probed == []

    def test_it_is_found_out_with_what_is_typed(
        self, qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
    ) -> None:
        page, view = dialog.roles[Role.TRANSCRIPTION], dialog.servers[Role.TRANSCRIPTION].abilities
        page.fields["model"].show_value("not-saved-yet")
        page.key.setText("sk-test-not-a-real-key")
        assistant.found = abilities()
        qtbot.mouseClick(view.ask_button, Qt.MouseButton.LeftButton)
        assert (view.ask_button.isEnabled(), view.state.text()) == (False, "The server is asked…")
        qtbot.waitUntil(view.ask_button.isEnabled)
        ((role, settings, key),) = assistant.probed
        assert (role, settings.transcription.model, key) == (
            Role.TRANSCRIPTION,
            "not-saved-yet",
            "sk-test-not-a-real-key",
        )
        assert view.table.rows()[1] == ["Tell when each word is said", "✗ no. It refused"]
        assert assistant.applied == []

    def test_a_failure_is_told_and_what_was_known_stays(
        self, qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
    ) -> None:
        view = dialog.servers[Role.TRANSCRIPTION].abilities
        assistant.found = abilities()
        view.ask()
        qtbot.waitUntil(view.table.isVisible)
        assistant.refusal = refusing("There is no API key")
        view.ask()
        qtbot.waitUntil(lambda: view.state.text().startswith("⚠ There is no API key"))
        assert view.table.rowCount() == 3

    def test_settings_that_do_not_fit_are_told(self, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
        dialog.roles[Role.TRANSCRIPTION].fields["language"].show_value("Korean")
        view = dialog.servers[Role.TRANSCRIPTION].abilities
        view.ask()
        assert view.state.text().startswith("⚠ transcription.language")
        assert assistant.probed == []


@pytest.mark.parametrize("role", list(Role))
def test_tab_walks_from_top_to_bottom(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant, role: Role
) -> None:
    assistant.found = abilities(role)
    dialog.show_page(role.value)
    page, sections = dialog.roles[role], dialog.servers[role]
    sections.abilities.ask()
    qtbot.waitUntil(lambda: sections.abilities.table.isVisible() and sections.models.table.isVisible())
    walked, widget = [], page.test_button
    while widget is not dialog.undo_button and len(walked) < 500:
        if page.page.isAncestorOf(widget) and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            walked.append(widget.mapTo(page.page, QPoint(0, 0)).y())
        widget = widget.nextInFocusChain()
    assert len(walked) > 10
    assert walked == sorted(walked)


class TestVoice:
    def test_the_voice_is_heard_as_it_is_edited(
        self, qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
    ) -> None:
        page, sample = dialog.roles[Role.SPEECH], dialog.servers[Role.SPEECH].voice
        assert sample is not None
        page.fields["voice"].show_value("verse")
        page.fields["speed"].show_value(1.5)
        sample.button.click()
        assert assistant.spoken == [("Hello! This is how I sound when I answer you.", "verse", 1.5)]
        assert (sample.button.text(), sample.state.text()) == ("Stop", "Speaking…")
        assistant.end_work()
        qtbot.waitUntil(lambda: sample.button.text() == "Hear this voice")
        assert sample.state.isHidden()

    @pytest.mark.parametrize("how", ["button", "close"])
    def test_it_is_silenced(self, dialog: SettingsDialog, assistant: FakeAssistant, how: str) -> None:
        sample = dialog.servers[Role.SPEECH].voice
        assert sample is not None
        sample.button.click()
        if how == "button":
            sample.button.click()
        else:
            dialog.close_button.click()
        assert assistant.work[0].cancelled()

    def test_a_voice_that_is_refused_is_told_below(
        self, qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
    ) -> None:
        sample = dialog.servers[Role.SPEECH].voice
        assert sample is not None
        assistant.refusal = refusing("OpenAI refused the request: no such voice")
        sample.button.click()
        qtbot.waitUntil(lambda: sample.state.text().startswith("⚠ OpenAI refused"))
