"""What happened, as frozen values. Each carries the number of the turn it belongs to.

The first group are inputs: user, microphone and answers tell the engine. The second group are what the engine tells its
subscribers (window, terminal, bench); some inputs are told on as they are.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Literal, Protocol

from voiceassistant.errors import AssistantError
from voiceassistant.messages import Image, JsonAnswer, KeptMessage, Token, ToolCall, Usage
from voiceassistant.settings import Role
from voiceassistant.transcripts import Transcript


class Phase(Enum):
    """What the assistant is doing; the value is the word that the user reads."""

    READY = "Ready"
    LISTENING = "Listening"
    THINKING = "Thinking"
    SPEAKING = "Speaking"
    PAUSED = "Paused"  # somebody talks over the answer; it goes on if that was nothing


class Hearing(Enum):
    """What the ear does beside the talk key; the value is the word that the user reads."""

    OFF = "Hands-free is off"
    LISTENING = "Just talk"
    WAITING = "Say the wake phrase"
    MUTED = "Muted"


class Step(Enum):
    """Where an answer can fail."""

    RECORDING = "recording"
    TRANSCRIPTION = "transcription"
    CHAT = "chat"
    SPEECH = "speech"
    PLAYBACK = "playback"
    STORE = "store"


class Utterance(Protocol):
    """A finished recording: 16 kHz, mono, 16 bit WAV on disk."""

    @property
    def path(self) -> Path: ...
    @property
    def seconds(self) -> float: ...
    @property
    def speech_seconds(self) -> float: ...
    @property
    def ended_at(self) -> float: ...  # time.monotonic() of its last sample
    @property
    def compact(self) -> bytes: ...  # the same as Ogg Opus, a tenth as large; empty where it was not encoded


# --- inputs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TalkPressed:
    at: float  # seconds, monotonic


@dataclass(frozen=True, slots=True)
class TalkReleased:
    at: float


@dataclass(frozen=True, slots=True)
class StopPressed:
    pass


@dataclass(frozen=True, slots=True)
class TextAsked:
    text: str


@dataclass(frozen=True, slots=True)
class RecordingAsked:
    """A recording that is already on disk is to be answered: a file, or one that failed before."""

    utterance: Utterance


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    turn: int
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """No microphone, or it went away. What was recorded until then is in `utterance`, if anything was."""

    turn: int
    error: AssistantError
    utterance: Utterance | None = None


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Hands-free: somebody begins to speak, and is recorded."""


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """Hands-free: a short pause. What was said until now may be all, or may go on."""

    utterance: Utterance


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """Hands-free: the same utterance goes on, after a short pause or after it was taken for complete."""


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """Hands-free: the pause was long enough; the speaker waits for an answer."""

    utterance: Utterance


@dataclass(frozen=True, slots=True)
class SpeechDropped:
    """Hands-free: it was too short to be speech, or the ear was muted or switched off; the recording is gone."""


@dataclass(frozen=True, slots=True)
class InterruptionJudged:
    """What was said over the turn's answer is known: words for the assistant, or nothing that concerns it."""

    turn: int
    meant: bool


@dataclass(frozen=True, slots=True)
class FirstSound:
    """The answer's first sample is heard."""

    turn: int
    at: float


@dataclass(frozen=True, slots=True)
class AnswerEnded:
    """The answer was heard to its end, failed, or had nothing to say."""

    turn: int


# --- told to subscribers --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    turn: int
    phase: Phase
    by_ear: bool = False  # the turn began hands-free


@dataclass(frozen=True, slots=True)
class HearingChanged:
    """Hands-free was switched, the ear muted, or the wake phrase heard."""

    hearing: Hearing


@dataclass(frozen=True, slots=True)
class PartlyHeard:
    """What has been understood of a question that may still go on; the next one of the turn replaces it."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The turn's question was not finished: the speaker goes on, and asks it anew in a later turn."""

    turn: int


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What was done about words that steer, or why it could not be, in a sentence in the language of the words.

    `aloud`: it is said, because nothing that is heard tells it.
    """

    sentence: str
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Steered:
    """The words were for the document that is being read; the conversation does not have them."""

    turn: int
    words: str
    obeyed: Obeyed


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as text: the transcript of what was said, or what was typed."""

    turn: int
    transcript: Transcript
    spoken: bool
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyDelta:
    """`tokens` are the text again with how sure the model was, where that is asked for."""

    turn: int
    text: str
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolStarted:
    turn: int
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolEnded:
    turn: int
    call: ToolCall


@dataclass(frozen=True, slots=True)
class SentenceSpoken:
    """A sentence begins to be heard; `start` and `end` are code points of the answer's text."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """The answer's text is complete; it may still be spoken. `finish_reason` "length": it was cut off."""

    turn: int
    text: str
    finish_reason: str
    usage: Usage
    tool_calls: tuple[ToolCall, ...]
    server: str = ""
    model: str = ""
    as_json: JsonAnswer | None = None  # the answer was asked for as JSON, and is not spoken


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the end of speech (of typing) to each step; None: it did not come to that."""

    pause_noticed: float | None = None  # hands-free: the pause after it was noticed; work could begin
    turn_closed: float | None = None  # hands-free: the pause was long enough for an answer
    transcript: float | None = None
    first_token: float | None = None
    first_sentence: float | None = None
    first_audio: float | None = None
    done: float | None = None


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """All is said. `heard` is what the user heard of the answer; less than the reply if it was interrupted."""

    turn: int
    heard: str
    interrupted: bool
    can_retry: bool = False  # stopped before anything was answered: `Engine.retry(turn)` asks again
    timings: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True)
class Failed:
    """A step failed. `can_retry`: `Engine.retry(turn)` sends the same question again."""

    turn: int
    step: Step
    error: AssistantError
    can_retry: bool


@dataclass(frozen=True, slots=True)
class ConversationOpened:
    """Another conversation is shown: a new one, or one that was kept, with its messages."""

    messages: tuple[KeptMessage, ...]


@dataclass(frozen=True, slots=True)
class ServersChanged:
    """A role has another server, or has been connected for the first time."""


@dataclass(frozen=True, slots=True)
class ModelRetiring:
    """A role's model is shut down on a day to come, or was: then the successor is in use already, if there is one."""

    role: Role
    model: str
    shutdown_date: date
    successor: str  # "" where none is known
    switched: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that belongs to no turn: a device came or went, the local engine was restarted."""

    kind: Literal["local-engine", "devices", "recording", "store", "settings", "servers", "reading"]
    text: str
    is_error: bool = False


HandsFreeInput = SpeechStarted | SpeechPaused | SpeechResumed | SpeechEnded | SpeechDropped  # what the ear tells
Input = (
    TalkPressed
    | TalkReleased
    | StopPressed
    | TextAsked
    | RecordingAsked
    | RecordingEnded
    | RecordingFailed
    | HandsFreeInput
    | InterruptionJudged
    | FirstSound
    | AnswerEnded
)
Event = (
    PhaseChanged
    | HearingChanged
    | PartlyHeard
    | TakenBack
    | Steered
    | Asked
    | ReplyDelta
    | ToolStarted
    | ToolEnded
    | SentenceSpoken
    | FirstSound
    | ReplyEnded
    | TurnEnded
    | Failed
    | ConversationOpened
    | ServersChanged
    | ModelRetiring
    | Notice
)
