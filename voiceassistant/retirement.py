"""Models that are shut down: whom to warn, when, and what comes after them. Pure: the present day is passed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voiceassistant.settings import Role, Settings

WARN_DAYS = 60

# As OpenAI names them; its list of models has the dates, too, and then those count.
KNOWN: dict[str, tuple[date, str]] = {
    "whisper-1": (date(2027, 2, 26), "gpt-transcribe"),
    "tts-1": (date(2027, 1, 6), "gpt-realtime-2.1-mini"),
    "tts-1-hd": (date(2027, 1, 6), "gpt-realtime-2.1-mini"),
    "gpt-4o-mini-tts": (date(2027, 1, 6), "gpt-realtime-2.1-mini"),
    "gpt-3.5-turbo": (date(2026, 10, 23), "gpt-6-luna"),
    "gpt-4-turbo": (date(2026, 10, 23), "gpt-6-luna"),
}
"""Source: OpenAI's deprecations page, November 2026."""


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


def with_gone(models: Sequence[ModelInfo]) -> list[ModelInfo]:
    """OpenAI's list with the models that are known to be shut down: it may leave them out from that day on."""
    listed = {info.id for info in models}
    return [*models, *(ModelInfo(name, *known) for name, known in KNOWN.items() if name not in listed)]


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
