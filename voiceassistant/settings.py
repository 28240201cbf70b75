"""What the user can choose, with defaults and one sentence of help each; saved as JSON, never with a key in it."""

import json
import logging
import os
import re
import tempfile
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from voiceassistant.errors import SettingsError

log = logging.getLogger(__name__)

APP = "voiceassistant"
VERSION = 1

# A key that may be taken from every other program: with a modifier besides Shift, or one that writes nothing.
HOTKEY = re.compile(
    r"(?:Meta\+)?(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?F\d{1,2}|(?=.*(?:Meta|Ctrl|Alt)\+)"
    r"(?:Meta\+)?(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?[^\s+,]+"
)


class Role(Enum):
    """The three jobs that a server can do for us. The value is the name of its section in the settings."""

    TRANSCRIPTION = "transcription"
    CHAT = "chat"
    SPEECH = "speech"


ServerKind = Literal["auto", "local", "openai", "custom"]


class RoleSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    server: ServerKind = Field(
        "auto", description="Who does this: OpenAI if a key is there, else this computer (auto); or a choice."
    )
    base_url: str = Field("", description="The address of another server, such as http://localhost:8000/v1.")
    model: str = Field("", description="The model's name on that server; empty for the usual one.")
    timeout_seconds: float = Field(30.0, gt=0, le=600, description="How long to wait for the server before saying so.")
    attempts: int = Field(2, ge=1, le=5, description="How often to ask a server that does not answer.")


class TranscriptionSettings(RoleSettings):
    language: str = Field(
        "", pattern=r"^([a-z]{2})?$", description="The language you speak, such as en or ko; empty: any."
    )
    prompt: str = Field("", description="Names and words that you often say, so that they are understood.")


class ChatSettings(RoleSettings):
    system_prompt: str = Field("", description="How the assistant should answer; empty for the usual way.")
    reasoning_effort: str = Field(
        "none", description="How long the model may think before it answers; none is the fastest."
    )
    longest_answer: int = Field(0, ge=0, description="The longest answer, in tokens; 0: as long as the server allows.")
    price_in: float = Field(0.0, ge=0, description="What a million tokens of questions cost, in dollars; 0: unknown.")
    price_out: float = Field(0.0, ge=0, description="What a million tokens of answers cost, in dollars; 0: unknown.")


class SpeechSettings(RoleSettings):
    voice: str = Field("alloy", description="The voice that speaks.")
    speed: float = Field(1.0, ge=0.25, le=4.0, description="How fast it speaks; 1 is usual.")
    kind: Literal["speech", "realtime"] = Field(
        "speech", description="How the server speaks: the speech endpoint, or a Realtime connection (after tts-1)."
    )


class HandsFreeSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    enabled: bool = Field(False, description="Just talk, without a key; talk over an answer and it falls silent.")
    wake_phrase: Literal["", "okay_nabu", "hey_jarvis", "hey_mycroft", "alexa"] = Field(
        "", description="Listen only after this phrase, which is recognised on this computer."
    )
    follow_up_seconds: float = Field(
        8.0, ge=0, le=60, description="How long after an answer you can go on without the wake phrase, in seconds."
    )
    shortest_pause_seconds: float = Field(
        0.6, ge=0.2, le=3, description="The pause after a finished sentence that ends your turn, in seconds."
    )
    longest_pause_seconds: float = Field(
        2.5, ge=0.5, le=8, description="The pause within a sentence that ends your turn at the latest, in seconds."
    )
    early_start: Literal["no", "transcript", "answer"] = Field(
        "answer",
        description="What is begun at each short pause, before it is sure that you are done: faster, but every pause "
        "inside a question costs an extra transcription and chat request.",
    )
    sound_heard: bool = Field(False, description="A short sound when it begins to hear you.")
    sound_thinking: bool = Field(False, description="A soft sound now and then while it thinks for longer.")
    sound_stopped: bool = Field(False, description="A short sound when it does not listen any more.")

    @field_validator("longest_pause_seconds")
    @classmethod
    def _not_below_the_shortest(cls, longest: float, others: ValidationInfo) -> float:
        if longest < others.data.get("shortest_pause_seconds", 0.0):
            raise PydanticCustomError("pauses_swapped", "The longest pause is shorter than the shortest.")
        return longest


class ReadingSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    speed: float = Field(1.0, ge=0.5, le=4.0, description="How fast documents are read; 1 is usual.")
    voice: str = Field("", description="The voice that reads; empty: the one that answers.")
    voices: dict[str, str] = Field({}, description="Voices for languages of their own, such as ko: nova.")
    read_too: tuple[str, ...] = Field(
        (), description="What is read besides the text: caption, code, table, footnote, references, …"
    )

    def voice_for(self, language: str) -> str:
        """Who reads sentences of a language (ISO 639-1); empty: who answers."""
        return self.voices.get(language) or self.voice


class DesktopSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    # As in Windows, whose magnifier begins to read with it. Ctrl+Alt+R is Firefox's reader view, Super+R is for
    # pictures of the screen in Plasma, and with Super GNOME keeps many keys to itself.
    selection_key: str = Field(
        "Ctrl+Alt+Return",
        description="Reads aloud what is selected in any program; a second time pauses. Empty: none.",
    )
    talk_key: str = Field("", description="Hold it to talk, in any program. Empty: none.")

    @field_validator("selection_key", "talk_key")
    @classmethod
    def _takes_no_letter_away(cls, key: str) -> str:
        if key and not HOTKEY.fullmatch(key):
            raise PydanticCustomError("key_alone", "Press the key together with Ctrl, Alt or Meta.")
        return key

    @field_validator("talk_key")
    @classmethod
    def _does_one_thing(cls, key: str, others: ValidationInfo) -> str:
        if key and key == others.data.get("selection_key"):
            raise PydanticCustomError("key_twice", "This key does something else already.")
        return key


class Persona(BaseModel):
    """Somebody to talk to; what is empty stays as the roles have it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(min_length=1, description="What the menu calls it.")
    system_prompt: str = Field("", description="How it answers.")
    voice: str = Field("", description="The voice it speaks with.")
    model: str = Field("", description="The chat model that answers.")


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = VERSION
    transcription: TranscriptionSettings = TranscriptionSettings()
    chat: ChatSettings = ChatSettings()
    speech: SpeechSettings = SpeechSettings()
    hands_free: HandsFreeSettings = HandsFreeSettings()
    reading: ReadingSettings = ReadingSettings()
    desktop: DesktopSettings = DesktopSettings()
    microphone: str = Field("", description="The microphone's name; empty for the system's default.")
    speaker: str = Field("", description="The speaker's name; empty for the system's default.")
    theme: Literal["system", "light", "dark"] = Field("system", description="Light, dark, or as the system.")
    language: Literal["", "en", "ko"] = Field("", description="The window's language; empty: the system's.")
    personas: tuple[Persona, ...] = Field((), description="Whom you can talk to.")
    persona: str = Field("", description="Whom you talk to; empty: the assistant as the roles have it.")
    show_confidence: bool = Field(False, description="Shade the words that the models were not sure of.")
    fall_back: bool = Field(
        True, description="What a server cannot do, or when it does not answer, this computer does."
    )
    servers_with_key: tuple[str, ...] = Field(
        (), description="Addresses whose keys are in the system's keyring; it is asked for no others."
    )
    first_start_done: bool = Field(False, description="Whether the first question was answered.")

    def role(self, role: Role) -> RoleSettings:
        section: RoleSettings = getattr(self, role.value)
        return section

    @property
    def with_persona(self) -> "Settings":
        """The settings as the chosen persona has them; one that is not there any more changes nothing."""
        chosen = next((persona for persona in self.personas if persona.name == self.persona), None)
        if chosen is None:
            return self
        chat = {"system_prompt": chosen.system_prompt, "model": chosen.model}
        return self.model_copy(
            update={
                "chat": self.chat.model_copy(update={name: value for name, value in chat.items() if value}),
                "speech": self.speech.model_copy(update={"voice": chosen.voice} if chosen.voice else {}),
            }
        )

    def with_values(self, **changes: Any) -> "Settings":
        """A copy with the changes checked. Raises SettingsError."""
        try:
            return Settings.model_validate({**self.model_dump(), **changes})
        except ValidationError as error:
            raise SettingsError(_first_problem(error)) from error


def config_folder() -> Path:
    return Path(platformdirs.user_config_dir(APP))


def data_folder() -> Path:
    return Path(platformdirs.user_data_dir(APP))


def log_folder() -> Path:
    return Path(platformdirs.user_log_dir(APP))


def settings_path() -> Path:
    return config_folder() / "settings.json"


def load(path: Path | None = None) -> Settings:
    """The saved settings, or the defaults where there are none yet.

    Raises SettingsError: the file cannot be read or a value does not fit; the file is left as it is.
    """
    path = path or settings_path()
    try:
        return Settings.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except ValidationError as error:
        raise SettingsError(f"The settings in {path} do not fit: {_first_problem(error)}") from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"The settings in {path} cannot be read: {error}") from error


def save(settings: Settings, path: Path | None = None) -> None:
    """Replaces the file in one step, so that a pulled plug leaves the old or the new one. Raises SettingsError."""
    path = path or settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps(settings.model_dump(), indent=2, ensure_ascii=False) + "\n")
    except OSError as error:
        raise SettingsError(f"The settings could not be saved in {path}: {error}") from error


def _replace(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".tmp", encoding="utf-8", delete=False) as file:
        new = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            new.unlink()
            raise
    try:
        new.replace(path)
    except OSError:
        new.unlink()
        raise


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
