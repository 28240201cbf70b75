"""A window with a fake assistant behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.settings import Settings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or the next one would dress this test's windows, too


@pytest.fixture
def settings() -> Settings:
    return Settings(first_start_done=True)


@pytest.fixture
def assistant(settings: Settings) -> FakeAssistant:
    return FakeAssistant(settings)


@pytest.fixture
def bridge(qapp: QApplication) -> Iterator[Bridge]:
    bridge = Bridge()
    yield bridge
    bridge.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, bridge: Bridge, assistant: FakeAssistant) -> MainWindow:
    """Shown, active, its assistant started and what it kept shown."""
    window = MainWindow(bridge, theme)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.attach(assistant)
    assistant.start()
    window.started()
    qtbot.waitUntil(lambda: len(window.conversation.rows()) == len(assistant.messages))
    return window
