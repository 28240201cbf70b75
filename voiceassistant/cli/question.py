"""One question through the whole line in the terminal: a recording or a text in, what happened out."""

import queue
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from voiceassistant.app import Assistant
from voiceassistant.errors import AssistantError
from voiceassistant.events import Asked, Event, Failed, ReplyDelta, ReplyEnded, Timings, ToolEnded, TurnEnded
from voiceassistant.messages import Attachment, Token, ToolCall, Usage


@dataclass(frozen=True, slots=True)
class FileUtterance:
    """A recording from a file, converted to what the engine wants."""

    path: Path
    seconds: float
    speech_seconds: float
    ended_at: float
    compact: bytes = b""


@dataclass(slots=True)
class Outcome:
    """What came of a question; of an answer that broke off, as much as came."""

    transcript: str = ""
    language: str = ""
    reply: str = ""
    finish_reason: str = ""
    tokens: tuple[Token, ...] = ()
    server: str = ""
    model: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    errors: list[AssistantError] = field(default_factory=list)

    def take(self, event: Event) -> None:
        match event:
            case Asked(transcript=transcript):
                self.transcript, self.language = transcript.text.strip(), transcript.language
            case ToolEnded(call=call):
                self.tool_calls += (call,)
            case ReplyDelta(text=text, tokens=tokens):
                self.reply += text
                self.tokens += tokens
            case ReplyEnded():
                self.finish_reason, self.usage = event.finish_reason, event.usage
                self.server, self.model = event.server, event.model
            case Failed(error=error):
                self.errors.append(error)
            case TurnEnded(timings=timings):
                self.timings = timings

    def as_json(self, audio: str | None, *, logprobs: bool = False) -> dict[str, Any]:
        """All of it as one object; `logprobs`: with every token."""
        calls = [{"name": call.name, "arguments": call.arguments, "result": call.result} for call in self.tool_calls]
        found = {
            "transcript": self.transcript,
            "language": self.language,
            "reply": self.reply.strip(),
            "tool_calls": calls,
            "finish_reason": self.finish_reason,
            "usage": asdict(self.usage),
            "audio": audio,
            "timings_ms": asdict(self.timings),
            "errors": [error.sentence for error in self.errors],
            "server": self.server,
            "model": self.model,
        }
        return found | {"logprobs": [asdict(token) for token in self.tokens]} if logprobs else found


def put_question(
    assistant: Assistant,
    question: str | Path,
    folder: Path,
    told: Callable[[Event], None] = lambda _event: None,
    attachment: Attachment | None = None,
) -> Outcome:
    """Asks and waits for the end of the answer.

    Args:
        assistant: Started.
        question: A text, or an audio file.
        folder: Where the converted recording lies for the time being.
        told: Called with every event of the turn, on this thread.
        attachment: What goes with the question beside its words.
    Raises:
        AudioFileError: The file cannot be read.
    """
    events: queue.Queue[Event] = queue.Queue()
    unsubscribe = assistant.engine.subscribe(events.put)
    outcome = Outcome()
    try:
        if attachment is not None:
            assistant.engine.attach(attachment)
        if isinstance(question, str):
            assistant.engine.ask(question)
        else:
            assistant.engine.ask_recording(utterance_from(question, folder))
        while True:
            event = events.get()
            outcome.take(event)
            told(event)
            if isinstance(event, TurnEnded):
                return outcome
    finally:
        unsubscribe()


def utterance_from(source: Path, folder: Path) -> FileUtterance:
    """Converts any audio file to a recording. Raises AudioFileError."""
    from voiceassistant.audio.files import load, save
    from voiceassistant.audio.vad import RATE, speech_seconds

    samples = load(source, RATE)
    path = folder / "question.wav"
    save(path, samples, RATE)
    return FileUtterance(path, len(samples) / RATE, speech_seconds(samples), time.monotonic())
