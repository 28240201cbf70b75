import threading
from concurrent.futures import Future
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.events import Phase, PhaseChanged
from voiceassistant.ui.bridge import Bridge


def test_events_arrive_on_the_windows_thread_in_order(qtbot: QtBot, bridge: Bridge, assistant: FakeAssistant) -> None:
    arrived: list[tuple[Any, threading.Thread]] = []
    bridge.happened.connect(lambda event: arrived.append((event, threading.current_thread())))
    bridge.listen(assistant.engine)
    events = [PhaseChanged(number, Phase.READY) for number in range(20)]
    assistant.say(*events)
    assert arrived == []  # not on the engine's thread
    qtbot.waitUntil(lambda: len(arrived) == 20)
    assert [event for event, _ in arrived] == events
    assert {thread for _, thread in arrived} == {threading.main_thread()}


def test_after_close_nothing_is_heard(bridge: Bridge, assistant: FakeAssistant) -> None:
    bridge.listen(assistant.engine)
    bridge.close()
    assert assistant.engine.subscribers == []


def test_results_are_called_back_on_the_windows_thread(qtbot: QtBot, bridge: Bridge) -> None:
    future: Future[int] = Future()
    results: list[Any] = []
    receiver = QObject()
    bridge.when_done(
        future, receiver, lambda result, error: results.append((result, error, threading.current_thread()))
    )
    worker = threading.Thread(target=future.set_result, args=(7,))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(7, None, threading.main_thread())]


def test_errors_are_results_too(qtbot: QtBot, bridge: Bridge) -> None:
    future: Future[int] = Future()
    failure = ValueError("no")
    future.set_exception(failure)
    results: list[Any] = []
    receiver = QObject()
    bridge.when_done(future, receiver, lambda result, error: results.append((result, error)))
    qtbot.waitUntil(lambda: results == [(None, failure)])


def test_a_receiver_that_is_gone_is_not_called(qtbot: QtBot, bridge: Bridge) -> None:
    futures: list[Future[int]] = [Future(), Future()]
    results: list[Any] = []
    gone, there = QObject(), QObject()
    bridge.when_done(futures[0], gone, lambda result, _error: results.append(result))
    bridge.when_done(futures[1], there, lambda result, _error: results.append(result))
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    futures[0].set_result(1)
    futures[1].set_result(2)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [2]


def test_what_is_told_meanwhile_arrives_in_order(qtbot: QtBot, bridge: Bridge) -> None:
    told: list[tuple[int, threading.Thread]] = []
    receiver = QObject()
    relay = bridge.relay(receiver, lambda number: told.append((number, threading.current_thread())))
    worker = threading.Thread(target=lambda: [relay(number) for number in range(3)])
    worker.start()
    worker.join()
    assert told == []  # not on that thread
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [(number, threading.main_thread()) for number in range(3)]


def test_nothing_more_is_told_to_a_receiver_that_is_gone(qtbot: QtBot, bridge: Bridge) -> None:
    told: list[str] = []
    gone, there = QObject(), QObject()
    to_gone, to_there = bridge.relay(gone, told.append), bridge.relay(there, told.append)
    shiboken6.delete(gone)
    to_gone("gone")
    to_there("there")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["there"]
