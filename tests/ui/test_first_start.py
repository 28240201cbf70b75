import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.credentials import OPENAI
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.first_start import FirstStart
from voiceassistant.ui.main_window import MainWindow

KEY = "sk-test-not-a-real-key"


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def page(window: MainWindow) -> FirstStart:
    assert window.first_start is not None
    assert window.first_start.isVisible()
    return window.first_start


def servers(settings: Settings) -> list[str]:
    return [settings.role(role).server for role in Role]


def is_over(window: MainWindow) -> bool:
    return window.pages.currentWidget() is window.conversation


def test_all_three_choices_are_visible_at_once(page: FirstStart) -> None:
    for card in (page.openai, page.server, page.offline):
        corner = card.mapTo(page.viewport(), card.rect().bottomRight())
        assert page.viewport().rect().contains(corner)


def test_my_key(qtbot: QtBot, window: MainWindow, page: FirstStart, assistant: FakeAssistant) -> None:
    page.openai.button.click()
    assert page.key.isVisible()
    page.key.setText(f" {KEY} ")
    QTest.keyClick(page.key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_over(window))
    assert assistant.keys == {OPENAI: KEY}
    assert servers(assistant.settings) == ["openai"] * 3
    assert assistant.settings.first_start_done
    assert KEY not in assistant.settings.model_dump_json()
    assert page.key.text() == ""


def test_without_a_key_it_asks_for_one(page: FirstStart, assistant: FakeAssistant) -> None:
    page.openai.button.click()
    QTest.keyClick(page.key, Qt.Key.Key_Return)
    assert page.problem.isVisible()
    assert assistant.applied == []


def test_another_server_for_the_chat_alone(window: MainWindow, page: FirstStart, assistant: FakeAssistant) -> None:
    page.server.button.click()
    page.address.setText("http://localhost:8000/v1/")
    QTest.keyClick(page.address, Qt.Key.Key_Return)
    assert is_over(window)
    assert servers(assistant.settings) == ["local", "custom", "local"]
    assert assistant.settings.chat.base_url == "http://localhost:8000/v1"
    assert assistant.keys == {}


def test_another_server_needs_an_address(page: FirstStart, assistant: FakeAssistant) -> None:
    page.server.button.click()
    page.address.setText("localhost")
    QTest.keyClick(page.address, Qt.Key.Key_Return)
    assert "http://" in page.problem.text()
    assert assistant.applied == []


def test_stay_offline(window: MainWindow, page: FirstStart, assistant: FakeAssistant) -> None:
    page.offline.button.click()
    assert is_over(window)
    assert servers(assistant.settings) == ["local"] * 3


def test_one_choice_unfolds_and_folds_the_other(page: FirstStart) -> None:
    page.openai.button.click()
    page.server.button.click()
    assert page.address.isVisible()
    assert not page.key.isVisible()
    assert page.openai.button.isVisible()


@pytest.mark.parametrize("way", ["button", "escape", "talk"])
def test_it_can_wait(window: MainWindow, page: FirstStart, assistant: FakeAssistant, way: str) -> None:
    if way == "button":
        page.later_button.click()
    elif way == "escape":
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    else:
        window.text_box.setFocus()
        QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    assert is_over(window)
    assert servers(assistant.settings) == ["auto"] * 3
    assert assistant.settings.first_start_done
    assert assistant.engine.calls == (["press"] if way == "talk" else [])


def test_talking_is_possible_right_after(window: MainWindow, page: FirstStart, assistant: FakeAssistant) -> None:
    page.offline.button.click()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    assert assistant.engine.calls == ["press"]


def test_a_keyring_that_fails_is_told_in_place(qtbot: QtBot, page: FirstStart, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing()
    page.openai.button.click()
    page.key.setText(KEY)
    QTest.keyClick(page.key, Qt.Key.Key_Return)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.key.isEnabled()
    assert page.key.text() == KEY


class TestKeyInTheEnvironment:
    @pytest.fixture(autouse=True)
    def key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def test_one_click_is_enough(self, window: MainWindow, page: FirstStart, assistant: FakeAssistant) -> None:
        assert not [button for button in page.openai.findChildren(QPushButton) if "Enter" in button.text()]
        page.openai.button.click()
        assert is_over(window)
        assert servers(assistant.settings) == ["openai"] * 3
        assert assistant.keys == {}
