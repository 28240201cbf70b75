"""Work on a question that may not be finished: one guess at a time, dropped or taken for the answer."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from voiceassistant.engine.answer import Answering
from voiceassistant.events import Utterance
from voiceassistant.messages import Attachment


@dataclass(frozen=True, slots=True)
class _Guess:
    answering: Answering
    task: "asyncio.Task[None]"
    utterance: Utterance


class Guesses:
    """Belongs to the engine's loop.

    Args:
        spawn: Starts a task, which the engine ends when it is closed.
    """

    def __init__(self, spawn: Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None]"]) -> None:
        self._spawn = spawn
        self._now: _Guess | None = None

    @property
    def utterance(self) -> Utterance | None:
        """What was said when the guess began."""
        return self._now.utterance if self._now else None

    def begin(self, answering: Answering, utterance: Utterance) -> None:
        """Begins to work on what was said until now; an earlier guess is dropped."""
        self.drop()
        task = self._spawn(answering.run(), f"guess-{answering.turn}")
        self._now = _Guess(answering, task, utterance)

    def drop(self, turn: int | None = None) -> bool:
        """The speaker went on, or it was nothing: hangs up. `turn`: only if it is a guess for this turn.

        Returns whether there was one.
        """
        guess = self._now
        if guess is None or turn not in (None, guess.answering.turn):
            return False
        self._now = None
        guess.task.cancel()
        return True

    def take(
        self, turn: int, question: Utterance, attachment: Attachment
    ) -> "tuple[Answering, asyncio.Task[None]] | None":
        """The question is complete: its guess counts, if nothing was said or attached since, and it did not fail."""
        guess = self._now
        if guess is None:
            return None
        as_guessed = (
            guess.answering.turn == turn
            and guess.utterance.speech_seconds == question.speech_seconds
            and guess.answering.attachment is attachment
            and not guess.answering.failed
        )
        if not as_guessed:
            self.drop()
            return None
        self._now = None
        guess.answering.commit(question)
        return guess.answering, guess.task
