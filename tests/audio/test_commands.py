import threading
from collections.abc import Iterator

import pytest

from voiceassistant.audio import commands
from voiceassistant.audio.commands import Commands
from voiceassistant.errors import AudioError


@pytest.fixture
def box() -> Iterator[Commands]:
    """A letter box whose owner obeys whenever it is woken."""
    wake, closing = threading.Event(), threading.Event()
    box = Commands(wake.set)

    def run() -> None:
        while not closing.is_set():
            wake.wait()
            wake.clear()
            box.obey()

    thread = threading.Thread(target=run, name="owner")
    thread.start()
    yield box
    closing.set()
    wake.set()
    thread.join()


def test_work_is_done_by_the_owner_in_order(box: Commands) -> None:
    done: list[str] = []
    box.post(lambda: done.append("posted"))
    assert box.ask(lambda: threading.current_thread().name) == "owner"
    assert done == ["posted"]


def test_an_error_is_the_askers(box: Commands) -> None:
    with pytest.raises(ZeroDivisionError):
        box.ask(lambda: 1 // 0)
    assert box.ask(lambda: 1) == 1


def test_an_owner_stuck_in_its_device_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "ANSWER_SECONDS", 0.01)
    with pytest.raises(AudioError, match="does not answer"):
        Commands(lambda: None).ask(lambda: 1)
