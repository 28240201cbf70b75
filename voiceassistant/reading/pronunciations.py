"""A user's list of how words are said, in a file.

Who opens the list gives the path; the file is JSON that a person can correct. One that cannot be read is kept beside
the new one, and `load` says so.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from enum import Enum
from pathlib import Path
from typing import Any

from voiceassistant.errors import SettingsError
from voiceassistant.text.spoken import Pronunciation, spoken_form

_TYPES = {field.name: field.type for field in fields(Pronunciation)}


class PronunciationsSetAside(SettingsError):
    """The list could not be understood; it was renamed, and reading goes on without it."""

    advice = "Correct that file and give it back its name, or start a new list."

    def __init__(self, message: str, kept: Path) -> None:
        super().__init__(message)
        self.kept = kept


class PronunciationsChanged(SettingsError):
    """The file holds another list than the one that a change was made to; nothing was written."""

    advice = "The list is shown as it is now; make your change again."


class Fault(Enum):
    """Why an entry makes no sense."""

    NOTHING_WRITTEN = "nothing written"
    SAID_SO_ALREADY = "said so already"
    TWICE = "twice"


def fault_of(said: Pronunciation, others: Iterable[Pronunciation]) -> Fault | None:
    """What is wrong with an entry beside the others of its list; None: nothing."""
    if not said.written.strip():
        return Fault.NOTHING_WRITTEN
    if said.spoken.strip() == spoken_form(said.written, said.language or "en").text.strip():
        return Fault.SAID_SO_ALREADY
    return Fault.TWICE if any(_name(other) == _name(said) for other in others) else None


def load(path: Path) -> tuple[Pronunciation, ...]:
    """The list; empty where there is no file.

    Raises:
        PronunciationsSetAside: The file is broken. It was renamed; the next call finds none.
        SettingsError: It cannot be read, or not be renamed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise _set_aside(path, error) from error
    except OSError as error:
        raise SettingsError(f"The pronunciations cannot be read: {error}") from error
    try:
        return tuple(_pronunciation(entry) for entry in _entries(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise _set_aside(path, error) from error


def save(pronunciations: Iterable[Pronunciation], path: Path) -> None:
    """Writes the list whole, or leaves the file as it is.

    Raises:
        SettingsError: It cannot be written.
    """
    text = json.dumps([asdict(said) for said in pronunciations], ensure_ascii=False, indent=2) + "\n"
    new = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise SettingsError(f"The pronunciations cannot be kept: {error}") from error


def with_one(pronunciations: Sequence[Pronunciation], added: Pronunciation) -> tuple[Pronunciation, ...]:
    """The list with one more, in place of one for the same word and language."""
    name = _name(added)
    return (*(said for said in pronunciations if _name(said) != name), added)


def _name(said: Pronunciation) -> tuple[str, str]:
    written = " ".join(said.written.split())  # white space fits any white space
    return (written if said.case else written.casefold()), said.language


def _entries(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise ValueError("it holds no list")
    return found


def _pronunciation(entry: Any) -> Pronunciation:
    """Fields of later versions are left out. Raises ValueError."""
    if not isinstance(entry, dict):
        raise ValueError("an entry is no object")
    known = {name: value for name, value in entry.items() if name in _TYPES}
    for name, value in known.items():
        if not isinstance(value, _TYPES[name]):  # type: ignore[arg-type]  # str and bool, as classes
            raise ValueError(f"{name} is {value!r}")
    if not known.get("written", "").strip() or "spoken" not in known:
        raise ValueError("an entry lacks what is written or what is said")
    return Pronunciation(**known)


def _set_aside(path: Path, error: Exception) -> SettingsError:
    """Renames the file to a name that is free, so that nothing of the user's is lost."""
    names = (path.with_name(f"{path.stem}.broken{number or ''}{path.suffix}") for number in range(1000))
    kept = next((name for name in names if not name.exists()), path.with_name(f"{path.name}.broken"))
    reason = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else str(error)
    try:
        path.replace(kept)
    except OSError as failure:
        return SettingsError(f"The pronunciations cannot be understood ({reason}), and not be set aside: {failure}")
    return PronunciationsSetAside(
        f"The pronunciations cannot be understood ({reason}); they are in {kept.name} now", kept
    )
