from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.events import TurnEnded
from voiceassistant.messages import Usage
from voiceassistant.pricing import Bill, Spending
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.spending_dialog import SpendingDialog
from voiceassistant.ui.spending_texts import total_row

LUNA = Bill("OpenAI", "gpt-6-luna", 2, Usage(300, 30, 80), 0.0012)
QWEN = Bill("local engine", "qwen", 1, Usage(50, 5), 0.0)
OTHER = Bill("llm.example.org", "mixtral", 4, Usage(1000, 200), None)


@pytest.fixture(autouse=True)
def plain_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> SpendingDialog:
    assistant.spending = Spending((LUNA, QWEN), (OTHER, LUNA, QWEN))
    window.menus.spending.emit()
    (dialog,) = window.findChildren(SpendingDialog)
    qtbot.waitUntil(lambda: dialog.month.rowCount() == 4)
    return dialog


def test_servers_and_models_have_rows_with_a_sum(dialog: SpendingDialog) -> None:
    assert dialog.conversation.rows() == [
        ["OpenAI", "gpt-6-luna", "2", "300", "80", "30", "$0.0012"],
        ["Local engine", "qwen", "1", "50", "0", "5", "free"],
        ["Together", "", "3", "350", "80", "35", "$0.0012"],
    ]
    assert dialog.month.rows()[0] == ["llm.example.org", "mixtral", "4", "1000", "0", "200", "price unknown"]
    assert dialog.month.rows()[-1] == ["Together", "", "7", "1350", "80", "235", "from $0.0012"]


@pytest.mark.parametrize(
    ("bills", "price"), [([QWEN], "free"), ([OTHER, QWEN], "price unknown"), ([LUNA, LUNA], "$0.0024")]
)
def test_the_sum_of_what_is_known(qapp: object, bills: list[Bill], price: str) -> None:
    assert total_row(bills)[-1] == price


def test_it_follows_the_conversation(qtbot: QtBot, dialog: SpendingDialog, assistant: FakeAssistant) -> None:
    assistant.spending = Spending((LUNA,), (LUNA,))
    assistant.say(TurnEnded(1, "", False))
    qtbot.waitUntil(lambda: dialog.month.rowCount() == 2)
    assert dialog.prices_button.isHidden()
    assert dialog.state.text() == ""


def test_an_unknown_price_leads_to_the_settings(
    window: MainWindow, dialog: SpendingDialog, assistant: FakeAssistant
) -> None:
    assert dialog.state.text() == "The price of mixtral is unknown. Enter it in Settings, Chat."
    dialog.prices_button.click()
    (settings,) = window.findChildren(SettingsDialog)
    assert settings.sections.currentItem().text() == "Chat"
    settings.close()


def test_new_prices_are_used_at_once(
    qtbot: QtBot, window: MainWindow, dialog: SpendingDialog, assistant: FakeAssistant
) -> None:
    assistant.spending = Spending((LUNA,), (LUNA,))
    window.dialogs.settings_applied.emit()
    qtbot.waitUntil(lambda: dialog.month.rowCount() == 2)


def test_without_answers_it_says_so(qtbot: QtBot, dialog: SpendingDialog, assistant: FakeAssistant) -> None:
    assistant.spending = Spending((), (LUNA,))
    dialog.load()
    qtbot.waitUntil(dialog.none_here.isVisible)
    assert dialog.conversation.isHidden()
    assert dialog.none_this_month.isHidden()


def test_a_failure_is_told(qtbot: QtBot, dialog: SpendingDialog, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing("The conversations could not be read or written: disk I/O error")
    dialog.load()
    qtbot.waitUntil(lambda: "disk I/O error" in dialog.state.text())


def test_its_key_opens_it_once(window: MainWindow, dialog: SpendingDialog) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_T, both)
    assert window.findChildren(SpendingDialog) == [dialog]
