from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from voiceassistant.events import Asked, ReplyEnded
from voiceassistant.messages import JsonAnswer, Usage
from voiceassistant.transcripts import Transcript
from voiceassistant.ui.json_tree import JsonTree, read_json
from voiceassistant.ui.main_window import MainWindow

MEMO = {"title": "Tomorrow", "tasks": ["Buy bread", "Call Ada"], "done": False}


def test_keys_and_values_make_a_tree(qtbot: QtBot, tmp_path: Path) -> None:
    shown = JsonTree(MEMO)
    qtbot.addWidget(shown)
    root = shown.tree.invisibleRootItem()
    assert [(root.child(i).text(0), root.child(i).text(1)) for i in range(3)] == [
        ("title", "Tomorrow"),
        ("tasks", ""),
        ("done", "false"),
    ]
    assert root.child(1).child(1).text(1) == "Call Ada"
    shown.copy_button.click()
    assert read_json(QGuiApplication.clipboard().text()) == MEMO
    shown.save(str(tmp_path / "memo.json"))
    assert read_json((tmp_path / "memo.json").read_text(encoding="utf-8")) == MEMO
    shown.save(str(tmp_path))
    assert "could not be saved" in shown.problem.text()


def test_a_long_value_is_read_to_its_end(qtbot: QtBot) -> None:
    shown = JsonTree({"short": "Tomorrow", "long": "Somebody brings chairs. " * 8, "last": 1})
    qtbot.addWidget(shown)
    shown.resize(420, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    root = shown.tree.invisibleRootItem()

    def height(row: int) -> int:
        return shown.tree.visualItemRect(root.child(row)).height()

    qtbot.waitUntil(lambda: height(1) >= 3 * height(0))
    qtbot.waitUntil(lambda: shown.tree.verticalScrollBar().maximum() == 0)
    assert height(2) == height(0)
    before = height(1)
    shown.resize(800, 600)
    qtbot.waitUntil(lambda: height(0) < height(1) < before)


def test_json_in_a_fence_is_read() -> None:
    assert read_json('```json\n{"a": 1}\n```') == {"a": 1}


def test_an_answer_in_json_is_a_tree_and_a_cut_one_its_text(window: MainWindow) -> None:
    for turn, text in ((1, '{"a": 1}'), (2, '{"a": ')):
        window.take(Asked(turn, Transcript("As JSON"), False))
        window.take(ReplyEnded(turn, text, "stop" if turn == 1 else "length", Usage(), (), as_json=JsonAnswer()))
    whole, cut = window.conversation.row_of(1), window.conversation.row_of(2)
    assert whole is not None
    assert whole.json is not None
    assert whole.text.isHidden()
    assert cut is not None
    assert (cut.json, cut.failure_text, cut.plain) == (None, "The JSON was cut.", '{"a": ')
