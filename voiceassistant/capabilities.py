"""What a role's server can do and which models it has, as values; `capability_probe.py` finds them out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal

from voiceassistant.settings import Role


class Capability(Enum):
    """The value is what people read."""

    TRANSCRIBE = "Transcription"
    WORD_TIMES = "Word times"
    SEGMENT_TIMES = "Segment times"
    SUBTITLES = "Subtitles (SRT, VTT)"
    TRANSLATE = "Translation into English"
    ANSWER = "Answers"
    STREAM = "Streamed answers"
    TOOLS = "Tools"
    JSON_MODE = "JSON mode"
    JSON_SCHEMA = "JSON schema"
    LOGPROBS = "Confidence (logprobs)"
    VISION = "Images"
    SPEAK = "Speech"
    SPEED = "Speed"
    FORMATS = "Formats"  # the finding's note names those that work
    REALTIME = "Realtime connection"


OF_ROLE: dict[Role, tuple[Capability, ...]] = {
    Role.TRANSCRIPTION: (
        Capability.TRANSCRIBE,
        Capability.WORD_TIMES,
        Capability.SEGMENT_TIMES,
        Capability.SUBTITLES,
        Capability.TRANSLATE,
    ),
    Role.CHAT: (
        Capability.ANSWER,
        Capability.STREAM,
        Capability.TOOLS,
        Capability.JSON_MODE,
        Capability.JSON_SCHEMA,
        Capability.LOGPROBS,
        Capability.VISION,
    ),
    Role.SPEECH: (Capability.SPEAK, Capability.SPEED, Capability.FORMATS),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a server can do a thing; "unknown" where asking failed for another reason. `note` is a sentence or ""."""

    capability: Capability
    state: Literal["yes", "no", "unknown"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CapabilityReport:
    """What a role's server was found to do, and when."""

    role: Role
    server: str  # as `Endpoint.title`
    base_url: str
    model: str
    findings: tuple[Finding, ...]
    probed_at: datetime

    def state(self, capability: Capability) -> Literal["yes", "no", "unknown"]:
        return next((found.state for found in self.findings if found.capability is capability), "unknown")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One of a server's models. `shutdown_date` is None where it names none, `successor` "" where none is known."""

    id: str
    shutdown_date: date | None = None
    successor: str = ""
