"""What a role's server can do, as values: found out by asking it, never assumed."""

from dataclasses import dataclass
from enum import Enum

from voiceassistant.settings import Role


class Capability(Enum):
    """One thing that a server may be able to do; the value is what the tables call it."""

    TRANSCRIBE = "transcription"
    WORD_TIMES = "word times"
    SEGMENT_TIMES = "segment times"
    HEARD_CONFIDENCE = "how sure it is of words"
    TRANSLATE = "translation into English"
    CHAT = "chat"
    STREAM = "streaming"
    USAGE = "token counts"
    TOOLS = "tools"
    JSON = "JSON answers"
    JSON_SCHEMA = "JSON by a schema"
    IMAGES = "images"
    LOGPROBS = "how sure it is of its answer"
    SPEAK = "speech"
    SPEED = "speaking speed"
    SPEECH_STREAM = "speech as it is made"


OF_ROLE: dict[Role, tuple[Capability, ...]] = {
    Role.TRANSCRIPTION: (
        Capability.TRANSCRIBE,
        Capability.WORD_TIMES,
        Capability.SEGMENT_TIMES,
        Capability.HEARD_CONFIDENCE,
        Capability.TRANSLATE,
    ),
    Role.CHAT: (
        Capability.CHAT,
        Capability.STREAM,
        Capability.USAGE,
        Capability.TOOLS,
        Capability.JSON,
        Capability.JSON_SCHEMA,
        Capability.IMAGES,
        Capability.LOGPROBS,
    ),
    Role.SPEECH: (Capability.SPEAK, Capability.SPEED, Capability.SPEECH_STREAM),
}


WHOLE = {role: capabilities[0] for role, capabilities in OF_ROLE.items()}
"""Without which a server cannot do the role at all."""


@dataclass(frozen=True, slots=True)
class Ability:
    """Whether a server can do one thing; `can` is None where it could not be found out, `note` says why or why not."""

    capability: Capability
    can: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What one server with one model can do for a role, in the order of OF_ROLE."""

    role: Role
    server: str  # as the window calls it
    model: str
    abilities: tuple[Ability, ...]

    def can(self, capability: Capability) -> bool | None:
        """None: unknown."""
        return next((found.can for found in self.abilities if found.capability is capability), None)
