import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.credentials import OPENAI
from voiceassistant.roles import RoleReport
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import Choice
from voiceassistant.ui.role_page import RolePage
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.settings_fields import SettingsField
from voiceassistant.ui.settings_page import SettingsPage
from voiceassistant.ui.theme import Theme

KEY = "sk-test-not-a-real-key"


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, bridge: Bridge, assistant: FakeAssistant) -> SettingsDialog:
    dialog = SettingsDialog(assistant, bridge)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def enter(page: SettingsPage, name: str, value: object) -> SettingsField:
    """As a person does: changed, and done with it."""
    field = page.fields[name]
    if isinstance(field.editor, Choice) and not field.editor.isEditable():
        field.editor.setCurrentIndex(field.editor.findData(value))
    else:
        field.show_value(value)
        field.edited.emit(name)
    return field


def test_what_is_entered_is_used_at_once(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    enter(dialog.roles[Role.CHAT], "model", "a-model")
    enter(dialog.roles[Role.CHAT], "system_prompt", "Be brief.")
    enter(dialog.roles[Role.SPEECH], "voice", "nova")
    enter(dialog.roles[Role.SPEECH], "speed", 1.25)
    enter(dialog.roles[Role.TRANSCRIPTION], "language", "ko")
    enter(dialog.general, "theme", "dark")
    now = assistant.settings
    assert (now.chat.model, now.chat.system_prompt) == ("a-model", "Be brief.")
    assert (now.speech.voice, now.speech.speed) == ("nova", 1.25)
    assert (now.transcription.language, now.theme) == ("ko", "dark")
    assert now.first_start_done
    assert len(assistant.applied) == 6


@pytest.mark.parametrize("name", ["server", "voice", "speed", "timeout_seconds", "attempts"])
def test_the_wheel_changes_nothing(dialog: SettingsDialog, assistant: FakeAssistant, name: str) -> None:
    dialog.show_page("speech")
    page = dialog.roles[Role.SPEECH]
    before = page.values()
    turn_wheel(page.fields[name].editor)
    assert page.values() == before
    assert assistant.applied == []


def turn_wheel(widget: QWidget) -> None:
    """One step towards the user, over the widget's middle."""
    at, step = QPointF(widget.rect().center()), QPoint(0, -120)
    plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(widget, QWheelEvent(at, widget.mapToGlobal(at), QPoint(), step, *plain, False))


def test_a_dialog_shows_what_is_set(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    settings = Settings().with_values(
        chat={"server": "custom", "base_url": "http://localhost:1/v1", "model": "m", "attempts": 3}, speaker="Gone"
    )
    dialog = SettingsDialog(FakeAssistant(settings), bridge)
    qtbot.addWidget(dialog)
    shown = dialog.roles[Role.CHAT].values()
    assert {name: shown[name] for name in ("server", "base_url", "model", "attempts")} == {
        "server": "custom",
        "base_url": "http://localhost:1/v1",
        "model": "m",
        "attempts": 3,
    }
    assert dialog.general.fields["speaker"].value == "Gone"


def test_changes_can_be_undone(dialog: SettingsDialog, assistant: FakeAssistant, settings: Settings) -> None:
    assert not dialog.undo_button.isEnabled()
    enter(dialog.roles[Role.CHAT], "model", "a-model")
    enter(dialog.general, "theme", "dark")
    dialog.undo_button.click()
    assert assistant.settings == settings
    assert dialog.roles[Role.CHAT].fields["model"].value == ""
    assert dialog.general.fields["theme"].value == settings.theme
    assert not dialog.undo_button.isEnabled()


def test_what_does_not_fit_is_said_beside_the_field_and_not_used(
    dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    dialog.show_page("transcription")
    field = enter(dialog.roles[Role.TRANSCRIPTION], "language", "Korean")
    assert field.problem.isVisible()
    assert "two small letters" in field.problem.text()
    assert assistant.applied == []
    enter(dialog.roles[Role.TRANSCRIPTION], "language", "ko")
    assert not field.problem.isVisible()
    assert assistant.settings.transcription.language == "ko"


def test_how_to_talk_without_a_key_is_chosen_on_a_page_of_its_own(
    dialog: SettingsDialog, assistant: FakeAssistant, settings: Settings
) -> None:
    dialog.show_page("hands_free")
    assert dialog.hands_free.isVisible()
    enter(dialog.hands_free, "wake_phrase", "okay_nabu")
    enter(dialog.hands_free, "early_start", "no")
    enter(dialog.hands_free, "enabled", True)
    chosen = assistant.settings.hands_free
    assert (chosen.wake_phrase, chosen.early_start, chosen.enabled) == ("okay_nabu", "no", True)
    dialog.undo()
    assert assistant.settings == settings
    assert dialog.hands_free.values() == settings.hands_free.model_dump()


def test_the_longest_pause_is_not_shorter_than_the_shortest(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    dialog.show_page("hands_free")
    enter(dialog.hands_free, "longest_pause_seconds", 1.0)
    enter(dialog.hands_free, "shortest_pause_seconds", 1.5)
    problem = dialog.hands_free.fields["longest_pause_seconds"].problem
    assert problem.isVisible()
    assert "shorter than the shortest" in problem.text()
    assert assistant.settings.hands_free.shortest_pause_seconds < 1.5
    enter(dialog.hands_free, "longest_pause_seconds", 2.0)
    assert not problem.isVisible()
    assert assistant.settings.hands_free.shortest_pause_seconds == 1.5


def test_another_server_is_used_once_its_address_is_there(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    page = dialog.roles[Role.CHAT]
    dialog.show_page("chat")
    assert not page.fields["base_url"].isVisible()
    enter(page, "server", "custom")
    assert page.fields["base_url"].isVisible()
    assert page.fields["base_url"].problem.isVisible()
    assert assistant.applied == []
    enter(page, "base_url", "http://localhost:8000/v1")
    assert assistant.settings.chat.server == "custom"
    enter(page, "server", "local")
    assert not page.key_row.isVisible()


def test_a_key_goes_to_the_keyring_and_nowhere_else(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    page = dialog.roles[Role.CHAT]
    assert page.key.echoMode() is QLineEdit.EchoMode.Password
    page.key.setText(KEY)
    page.save_button.click()
    qtbot.waitUntil(lambda: page.key.text() == "")
    assert assistant.keys == {OPENAI: KEY}
    enter(page, "model", "a-model")
    assert all(KEY not in settings.model_dump_json() for settings in assistant.applied)


def test_a_key_of_another_server_is_kept_under_its_address(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    page = dialog.roles[Role.SPEECH]
    page.fields["base_url"].show_value("http://localhost:8000/v1/")
    enter(page, "server", "custom")
    page.key.setText(KEY)
    page.save_button.click()
    qtbot.waitUntil(lambda: page.key.text() == "")
    assert assistant.keys == {"http://localhost:8000/v1": KEY}


def test_a_keyring_that_fails_is_told_beside_the_key(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    dialog.show_page("chat")
    page = dialog.roles[Role.CHAT]
    assistant.refusal = refusing()
    page.key.setText(KEY)
    page.save_button.click()
    qtbot.waitUntil(page.key_note.isVisible)
    assert "keyring did not answer" in page.key_note.text()
    assert page.key.text() == KEY  # nothing typed is lost


def test_a_key_in_the_environment_is_told_but_not_shown(
    qtbot: QtBot, theme: Theme, bridge: Bridge, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    page = RolePage(Role.CHAT, assistant.settings)
    qtbot.addWidget(page)
    assert page.key.placeholderText() == "Found in the environment"
    assert page.key.text() == ""


def test_test_calls_the_server_with_what_is_on_the_page(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    page = dialog.roles[Role.CHAT]
    page.fields["model"].show_value("not-saved-yet")
    page.key.setText(KEY)
    qtbot.mouseClick(page.test_button, Qt.MouseButton.LeftButton)
    assert not page.test_button.isEnabled()
    qtbot.waitUntil(page.test_button.isEnabled)
    ((role, settings, key),) = assistant.tested
    assert (role, settings.chat.model, key) == (Role.CHAT, "not-saved-yet", KEY)
    assert page.test_result.text() == "✓ Answered: “Hello!” (Local engine, a-model, 0.4 s)"
    assert assistant.applied == []


def test_a_key_that_passes_its_test_is_kept(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    dialog.show_page("chat")
    page = dialog.roles[Role.CHAT]
    page.key.setText(KEY)
    page.test_button.click()
    qtbot.waitUntil(page.key_note.isVisible)
    assert assistant.keys == {OPENAI: KEY}
    assert (page.key.text(), page.key_note.text()) == ("", "✓ The key is saved.")
    page.save_button.click()
    qtbot.waitUntil(lambda: page.key_note.text() == "✓ The key is removed.")


def test_a_key_that_fails_its_test_is_not_kept(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    page = dialog.roles[Role.CHAT]
    page.key.setText(KEY)
    assistant.report_ok = False
    page.test_button.click()
    qtbot.waitUntil(page.test_button.isEnabled)
    assert (assistant.keys, page.key.text()) == ({}, KEY)


@pytest.mark.parametrize("how", ["close", "reject"])
def test_closing_keeps_a_typed_key_and_tells(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant, how: str
) -> None:
    dialog.roles[Role.SPEECH].key.setText(KEY)
    with qtbot.waitSignals([dialog.key_kept, dialog.finished]):
        getattr(dialog, how)()
    assert assistant.keys == {OPENAI: KEY}
    assert not dialog.isVisible()


def test_a_key_that_cannot_be_kept_holds_the_dialog_open_once(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    page = dialog.roles[Role.CHAT]
    page.key.setText(KEY)
    assistant.refusal = refusing()
    dialog.close_button.click()
    qtbot.waitUntil(page.key_note.isVisible)
    assert "keyring did not answer" in page.key_note.text()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_a_key_for_no_address_holds_the_dialog_open_once(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    page = dialog.roles[Role.CHAT]
    enter(page, "server", "custom")
    page.key.setText(KEY)
    dialog.close_button.click()
    assert page.fields["base_url"].problem.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()
    assert assistant.keys == {}


def test_a_typed_key_is_kept_with_the_next_change_unless_that_is_another_server(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    page = dialog.roles[Role.CHAT]
    page.key.setText(KEY)
    page.fields["base_url"].show_value("http://localhost:8000/v1")
    enter(page, "server", "custom")
    assert (assistant.settings.chat.server, assistant.keys) == ("custom", {})
    enter(page, "server", "openai")
    qtbot.waitUntil(lambda: page.key.text() == "")
    assert assistant.keys == {OPENAI: KEY}


def test_a_test_that_fails_says_why(dialog: SettingsDialog) -> None:
    page = dialog.roles[Role.SPEECH]
    page.tested(RoleReport(Role.SPEECH, False, "OpenAI refused the API key (speech).", 0.2, "OpenAI", "tts-1"), None)
    assert page.test_result.text().startswith("✗ OpenAI refused the API key")
    assert page.test_result.property("role") == "problem"


def test_settings_that_cannot_be_saved_are_told(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing("The disk is full")
    enter(dialog.general, "theme", "dark")
    assert dialog.problem.isVisible()
    assert "The disk is full" in dialog.problem.text()


def test_devices_are_offered_by_name(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    editor = dialog.general.fields["microphone"].editor
    assert isinstance(editor, Choice)
    qtbot.waitUntil(lambda: editor.count() == 3)
    assert [editor.itemText(i) for i in range(3)] == ["System default", "Headset", "Webcam"]
    enter(dialog.general, "microphone", "Webcam")
    assert assistant.settings.microphone == "Webcam"


def test_a_choice_of_yes_or_no_is_a_box_with_its_words(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    box = dialog.general.fields["show_confidence"].editor
    assert isinstance(box, QCheckBox)
    assert (box.text(), box.isChecked()) == ("Show unsure words", False)
    box.click()
    assert assistant.settings.show_confidence


def test_a_number_is_seen_whole(dialog: SettingsDialog) -> None:
    dialog.show_page("speech")
    number = dialog.roles[Role.SPEECH].fields["speed"].editor
    assert isinstance(number, QAbstractSpinBox)
    edit = number.lineEdit()
    assert edit.width() > edit.fontMetrics().horizontalAdvance(number.text())


def test_tokens_and_prices_have_room(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    enter(dialog.roles[Role.CHAT], "longest_answer", 120_000)
    enter(dialog.roles[Role.CHAT], "price_in", 0.25)
    assert (assistant.settings.chat.longest_answer, assistant.settings.chat.price_in) == (120_000, 0.25)
