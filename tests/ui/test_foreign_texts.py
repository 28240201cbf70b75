"""Every sentence that can come into the window from the rooms behind it is known to the translators."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import voiceassistant
from voiceassistant.documents import web
from voiceassistant.errors import AssistantError
from voiceassistant.ui import foreign_texts

PACKAGE = Path(voiceassistant.__file__).parent
ROOMS = ("documents", "reading", "text")
FILES = ("reading_room.py", "file_reading.py", "saved_reading.py", "audio/book.py", "audio/stretch.py")
FILLED = "…"  # stands for what is filled in
HELPERS = {"_failure": (0, ""), "_failed": (0, f"{FILLED} "), "_broken": (1, f"{FILLED} ")}  # which words, behind what


def files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((PACKAGE / room).rglob("*.py"))
    yield from map(PACKAGE.joinpath, FILES)


def error_names() -> set[str]:
    """Of every class of errors that can be told to the user; those of a vendor's package that is not there are not."""
    kinds: set[type[AssistantError]] = {AssistantError}
    for room in ("documents", "reading"):
        for module in pkgutil.walk_packages([str(PACKAGE / room)], f"voiceassistant.{room}."):
            importlib.import_module(module.name)
    todo = [AssistantError]
    while todo:
        found = todo.pop().__subclasses__()
        kinds.update(found)
        todo += found
    return {kind.__name__ for kind in kinds if "test" not in kind.__module__}


def told(path: Path, names: set[str]) -> Iterator[tuple[int, str]]:
    """Line and sentence of each error that is made in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        index, before = HELPERS.get(name, (0, ""))
        if name in names | HELPERS.keys() and index < len(node.args):
            yield from ((node.lineno, before + sentence) for sentence in sentences(node.args[index]))


def sentences(node: ast.expr) -> list[str]:
    """What a piece of code can make; nothing where all of it is put in by others."""
    match node:
        case ast.Constant(value=str(words)):
            found = [words]
        case ast.JoinedStr(values=values):
            found = ["".join(str(part.value) if isinstance(part, ast.Constant) else FILLED for part in values)]
        case ast.IfExp(body=body, orelse=other):
            found = sentences(body) + sentences(other)
        case _:
            found = []
    return [words for words in found if any(map(str.isalpha, words))]


def advice(path: Path) -> Iterator[str]:
    """What a file says that the user can do: of a kind of errors, or of one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            target = node.targets[0]
            if (target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")) == "advice":
                yield from sentences(node.value)


def templates(sentence: str) -> list[str]:
    """Those that fit, in their order: the first one is taken."""
    bare = sentence.removesuffix(".")
    return [one for one in foreign_texts.SENTENCES if foreign_texts._pattern(one).fullmatch(bare)]


def literal(template: str) -> int:
    return len(re.sub(r"%\d", "", template))


def test_what_web_servers_answer_can_be_translated() -> None:
    assert [words for words in web._SAYS.values() if not templates(f"{FILLED} {words}")] == []


@pytest.mark.parametrize("path", list(files()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_told_can_be_translated(path: Path) -> None:
    unknown = [f"{line}: {words}" for line, words in told(path, error_names()) if not templates(words)]
    assert unknown == []


@pytest.mark.parametrize("path", list(files()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_wider_text_takes_what_another_says_better(path: Path) -> None:
    for _, words in told(path, error_names()):
        fitting = templates(words)
        assert fitting[:1] == sorted(fitting, key=literal, reverse=True)[:1]


@pytest.mark.parametrize("path", list(files()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_can_be_done_can_be_translated(path: Path) -> None:
    unknown = [words for words in advice(path) if not any(fits(words, one) for one in foreign_texts.ADVICE)]
    assert unknown == []


def fits(words: str, text: str) -> bool:
    """What is filled in is the same each time here, such as the formats that there are."""
    return re.fullmatch(".+".join(map(re.escape, words.split(FILLED))), text) is not None
