"""What is asked of the program from outside its window: by another start of it, or by a key in another program."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from voiceassistant.documents.document import Source

LONGEST_WISH = 65_536  # bytes on the socket
ADDRESSES = ("http://", "https://")


class Wish(BaseModel):
    """Without a source and a selection it only wants the window to be seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field("", max_length=16_384)  # an absolute path or an address; to be read aloud at once
    selection: bool = False  # what is selected in any program is to be read aloud at once
    activation: str = Field("", max_length=1024)  # the desktop's leave to take the focus (xdg-activation)

    @field_validator("source", "activation")
    @classmethod
    def _could_be_one(cls, text: str) -> str:
        if "\0" in text:  # neither a path nor a variable of the environment can hold it
            raise ValueError("it holds a null character")
        return text

    @field_validator("source")
    @classmethod
    def _leads_somewhere(cls, source: str) -> str:
        if source and not is_address(source) and not Path(source).is_absolute():
            raise ValueError("neither an address nor an absolute path")
        return source

    @property
    def reads(self) -> bool:
        return bool(self.source) or self.selection

    @property
    def document(self) -> Source | None:
        if not self.source:
            return None
        return self.source if is_address(self.source) else Path(self.source)


def wish_in(line: bytes) -> Wish | None:
    """A wish as it came over a socket; None: it is none."""
    try:
        return Wish.model_validate_json(line)
    except ValidationError:
        return None


def is_address(source: str) -> bool:
    return source.lower().startswith(ADDRESSES)
