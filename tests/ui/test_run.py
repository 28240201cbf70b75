import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.errors import LocalEngineError
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.run import run

pytestmark = pytest.mark.slow

HEAVY = (
    *("numpy", "openai", "sounddevice", "soxr", "onnxruntime", "faster_whisper", "xllamacpp", "keyring"),
    *("sqlite3", "sentencex", "voiceassistant.reading"),
)


def main_window() -> MainWindow:
    (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    return window


def when(condition, act) -> None:
    """Acts as soon as the running window fulfils the condition."""

    def look() -> None:
        if condition():
            timer.stop()
            act()

    timer = QTimer(QApplication.instance(), interval=5)
    timer.timeout.connect(look)
    timer.start()


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.deleteLater()


def test_the_assistant_is_made_in_a_thread_and_ended(qtbot: QtBot, assistant: FakeAssistant) -> None:
    made_in: list[str] = []

    def make() -> FakeAssistant:
        made_in.append(threading.current_thread().name)
        return assistant

    when(lambda: assistant.started, lambda: main_window().close())
    status, milliseconds = run(make, process_started=time.monotonic())
    assert (status, made_in) == (0, ["assistant-start"])
    assert milliseconds > 0
    assert assistant.closed
    assert assistant.engine.subscribers == []


@pytest.mark.expected_log("the assistant could not be made")
def test_an_assistant_that_cannot_be_made_is_told_in_the_window(qtbot: QtBot) -> None:
    told: list[str] = []

    def make() -> FakeAssistant:
        raise LocalEngineError("The local engine is missing")

    def note() -> None:
        told.append(main_window().notice.words.text())
        assert not main_window().talk.button.isEnabled()
        main_window().close()

    when(lambda: bool(main_window().notice.isVisible()), note)
    assert run(make, process_started=time.monotonic())[0] == 0
    assert told[0].startswith("⚠ The local engine is missing.")


def test_after_the_first_paint_it_can_end() -> None:
    code = (
        "import time; started = time.monotonic()\n"
        "from voiceassistant.ui.run import run\n"
        "print(*run(lambda: print('made'), exit_after_first_paint=True, process_started=started))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, milliseconds = done.stdout.split()
    assert status == "0"
    assert 0 < float(milliseconds) < 10_000


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_properly(number: signal.Signals) -> None:
    code = (
        "import time\n"
        "from tests.fakes.assistant import FakeAssistant\n"
        "from voiceassistant.ui.run import run\n"
        "class Telling(FakeAssistant):\n"
        "    def start(self): print('started', flush=True)\n"
        "    def close(self): print('closed', flush=True)\n"
        "print(run(Telling, process_started=time.monotonic())[0])"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        process.send_signal(number)
        assert process.stdout.read() == "closed\n0\n"
    assert process.returncode == 0


def test_the_window_imports_nothing_heavy() -> None:
    code = (
        "import pkgutil, importlib, sys, voiceassistant.ui as ui\n"
        "for module in pkgutil.iter_modules(ui.__path__): importlib.import_module(f'voiceassistant.ui.{module.name}')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
