"""How sure the model was of each token, read from a stream."""

from collections.abc import Iterable

from voiceassistant.client import Told
from voiceassistant.messages import Token


class TokenReader:
    """Makes tokens of the API's, which may end within a character: those are joined until it is whole."""

    def __init__(self) -> None:
        self._bytes, self._logprob = b"", 0.0

    def read(self, parts: Iterable[Told]) -> list[Token]:
        return [token for part in parts if (token := self._take(part))]

    def _take(self, part: Told) -> Token | None:
        self._bytes += bytes(part.bytes) if part.bytes is not None else part.token.encode()
        self._logprob += part.logprob
        try:
            text = self._bytes.decode()
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                return None
            text = self._bytes.decode(errors="replace")
        whole = text == part.token
        others = [(other.token, other.logprob) for other in part.top_logprobs or () if other.token != part.token]
        alternatives = tuple(sorted(others, key=lambda other: -other[1])) if whole else ()
        token = Token(text, self._logprob, alternatives)
        self._bytes, self._logprob = b"", 0.0
        return token
