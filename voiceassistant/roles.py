"""Which server does a role: from the settings, the environment and the keys that are there."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from voiceassistant import credentials
from voiceassistant.credentials import OPENAI, Secret
from voiceassistant.errors import SettingsError
from voiceassistant.settings import Role, Settings

OPENAI_MODELS = {Role.TRANSCRIPTION: "whisper-1", Role.CHAT: "gpt-6-luna", Role.SPEECH: "tts-1"}
REALTIME_MODEL = "gpt-realtime-2.1-mini"  # speech over a Realtime connection
LOCAL_MODELS = {
    Role.TRANSCRIPTION: "whisper-base",
    Role.CHAT: "qwen2.5-coder-0.5b-instruct",
    Role.SPEECH: "hibari",
}

KeyFinder = Callable[[str, Role], Secret | None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that does a role. `base_url` is "" for the local engine: its port is known once it runs."""

    role: Role
    kind: Literal["local", "openai", "custom"]
    base_url: str
    model: str
    key: Secret | None = field(repr=False, default=None)

    @property
    def title(self) -> str:
        """What the window calls it."""
        return {"local": "local engine", "openai": "OpenAI", "custom": host_and_port(self.base_url)}[self.kind]

    @property
    def subject(self) -> str:
        """The title at the beginning of a sentence."""
        return "The local engine" if self.kind == "local" else self.title


def key_finder(settings: Settings) -> KeyFinder:
    """Looks in the environment and .env first, then in the keyring. Each look-up may block; raises SettingsError."""

    def find(base_url: str, role: Role) -> Secret | None:
        found = credentials.from_environment(base_url, role)
        # Merely asking can make a desktop want a password for a new keyring, so it is asked only for what it has.
        if found is None and base_url in settings.servers_with_key:
            found = credentials.from_keyring(base_url)
        return found

    return find


def resolve(role: Role, settings: Settings, find: KeyFinder | None = None) -> Endpoint:
    """Decides who does the role.

    The environment's VOICEASSISTANT_<ROLE>_URL and _MODEL come before the settings, for trying a server once.
    Raises SettingsError: a server was chosen but its address or key is missing or does not fit, or the keyring that
    has the key does not answer.
    """
    find = find or key_finder(settings)
    chosen = settings.role(role)
    base_url = os.environ.get(f"VOICEASSISTANT_{role.name}_URL", "")
    model = os.environ.get(f"VOICEASSISTANT_{role.name}_MODEL", chosen.model)
    if role is Role.SPEECH and settings.speech.kind == "realtime" and chosen.server != "local":
        usual = REALTIME_MODEL
    else:
        usual = OPENAI_MODELS[role]
    kind = "custom" if base_url else chosen.server
    if kind == "custom":
        base_url = (base_url or chosen.base_url).rstrip("/")
        _check_address(base_url, role)
        key = _checked(find(base_url, role), host_and_port(base_url))
        return Endpoint(role, "custom", base_url, model or usual, key)
    if kind in ("openai", "auto"):
        # A keyring is asked only if it has the key; one that fails then must not change who hears the questions.
        key = _checked(find(OPENAI, role), "OpenAI")
        if key:
            return Endpoint(role, "openai", OPENAI, model or usual, key)
    if kind == "openai":
        raise SettingsError("OpenAI was chosen but there is no API key")
    return Endpoint(role, "local", "", model if chosen.server == "local" and model else LOCAL_MODELS[role])


def host_and_port(base_url: str) -> str:
    """What names a server to people, without a user's name or password."""
    authority = urlsplit(base_url).netloc
    return authority.rpartition("@")[2]


def _check_address(base_url: str, role: Role) -> None:
    """Raises SettingsError, whose words leave out the address: it may hold a password."""
    name = f"The {role.value} server's address"
    if not base_url.startswith(("http://", "https://")):
        raise SettingsError(f"The {role.value} server has no address that starts with http:// or https://")
    if any(character.isspace() or not character.isprintable() for character in base_url):
        raise SettingsError(f"{name} has a space in it")
    try:
        parts = urlsplit(base_url)
    except ValueError as error:
        raise SettingsError(f"{name} is not one that a server can have") from error
    if "@" in parts.netloc:
        raise SettingsError(f"{name} has a user name or a password in it; give an API key instead")
    if not parts.hostname:
        raise SettingsError(f"{name} has no host")
    try:
        is_port = parts.port != 0
    except ValueError:
        is_port = False
    if not is_port:
        raise SettingsError(f"{name} has a port that is not a number from 1 to 65535")


def _checked(key: Secret | None, server: str) -> Secret | None:
    if key:
        credentials.check_key(key, server)
    return key


@dataclass(frozen=True, slots=True)
class RoleReport:
    """What came of really asking a role's server."""

    role: Role
    ok: bool
    sentence: str  # what came back, or what went wrong and what to do
    seconds: float
    server: str
    model: str
