"""Models that are shut down: whom to warn, when, and what comes after them. Pure: the present day is passed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voiceassistant.settings import Role, Settings

WARN_DAYS = 60

_SPEECH, _LISTENING, _CHAT = "gpt-realtime-2.1-mini", "gpt-transcribe", "gpt-6-luna"

_NAMED: tuple[tuple[date, str, str], ...] = (
    (date(2026, 10, 23), _CHAT, "gpt-3.5-turbo gpt-4-turbo"),
    (date(2026, 10, 23), "", "gpt-4 gpt-4.1-nano o1 o3-mini o4-mini"),
    (date(2026, 12, 11), "", "gpt-5 gpt-5-mini gpt-5-nano o3"),
    (date(2027, 1, 6), _SPEECH, "tts-1 tts-1-hd gpt-4o-mini-tts gpt-4o-mini-tts-2025-12-15"),
    (date(2027, 1, 14), _CHAT, "gpt-4o-mini gpt-4.1-mini gpt-4o-mini-2024-07-18 gpt-4.1-mini-2025-04-14"),
    (date(2027, 1, 14), "", "gpt-4o gpt-4.1 gpt-4o-2024-11-20 gpt-4o-2024-08-06 gpt-4.1-2025-04-14"),
    (date(2027, 2, 26), _LISTENING, "whisper-1 gpt-4o-transcribe gpt-4o-mini-transcribe"),
    (date(2027, 4, 1), "", "gpt-5.1 gpt-5.4-nano"),
)

# OpenAI's list of models has the dates, too, and then those count. Where it names no successor for this use, there is
# none here: the user chooses.
KNOWN: dict[str, tuple[date, str]] = {name: (day, after) for day, after, names in _NAMED for name in names.split()}
"""Source: OpenAI's deprecations page and the notes in the openai package 3.54, November 2026."""


TELLS_NO_TIMES = _LISTENING
"""The successor that leaves out what whisper-1 told: when words and phrases are said."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One of a server's models. `shutdown_date` is None where it names none, `successor` "" where none is known."""

    id: str
    shutdown_date: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Retirement:
    """A model in use whose days are counted; `over`: it is shut down already, today included."""

    model: str
    shutdown_date: date
    successor: str
    over: bool


def model_info(name: str, shutdown_date: object, *, is_openai: bool) -> ModelInfo:
    """From an entry of a server's list.

    Args:
        name: The model's.
        shutdown_date: What the entry says, "YYYY-MM-DD" or None; anything else counts as nothing.
        is_openai: Whether it is OpenAI's own server, whose dates and successors are known.
    """
    known_date, successor = KNOWN.get(name, (None, "")) if is_openai else (None, "")
    try:
        told = date.fromisoformat(shutdown_date) if isinstance(shutdown_date, str) else None
    except ValueError:
        told = None
    return ModelInfo(name, told or known_date, successor)


def with_gone(models: Sequence[ModelInfo], in_use: str) -> list[ModelInfo]:
    """OpenAI's list with the model in use, if its end is known: the list may leave it out from that day on."""
    if in_use not in KNOWN or any(info.id == in_use for info in models):
        return [*models]
    return [*models, ModelInfo(in_use, *KNOWN[in_use])]


def retirement(model: str, models: Sequence[ModelInfo], today: date) -> Retirement | None:
    """Whether the user has to be told of a model: from 60 days before it is shut down."""
    info = next((info for info in models if info.id == model), None)
    if info is None or info.shutdown_date is None or info.shutdown_date - today > timedelta(days=WARN_DAYS):
        return None
    return Retirement(model, info.shutdown_date, info.successor, over=today >= info.shutdown_date)


def with_successor(settings: Settings, role: Role, successor: str) -> Settings:
    """The settings with a role's model replaced. OpenAI's speech goes on over the Realtime connection only."""
    section = settings.role(role).model_copy(
        update={"model": successor, **({"kind": "realtime"} if role is Role.SPEECH and "realtime" in successor else {})}
    )
    return settings.model_copy(update={role.value: section})
