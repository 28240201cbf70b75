"""A conversation that is kept only while the program runs: for single questions in the terminal, and for measuring."""

from voiceassistant.messages import Image, Message, ReplyFinished
from voiceassistant.transcripts import Transcript


class ForgetfulStore:
    """Fits where the real store does; everything is gone with the process."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def history(self) -> list[Message]:
        return list(self._messages)

    async def asked(
        self,
        turn: int,  # noqa: ARG002 - the real store's shape
        transcript: Transcript,
        images: tuple[Image, ...] = (),
    ) -> None:
        self._messages.append(Message("user", transcript.text, images=images))

    async def answered(  # the real store's shape
        self,
        turn: int,  # noqa: ARG002
        answer: Message,
        *,
        reply: str,  # noqa: ARG002
        finished: ReplyFinished,  # noqa: ARG002
        interrupted: bool,  # noqa: ARG002
        as_json: bool = False,  # noqa: ARG002
    ) -> None:
        if answer.content or answer.tool_calls:
            self._messages.append(answer)

    async def forget(self, question: Message) -> None:
        places = [place for place, message in enumerate(self._messages) if message == question]
        if places:
            del self._messages[places[-1]]

    def clear(self) -> None:
        self._messages.clear()
