"""API keys: the environment and .env first, then the system's keyring. Never the settings file, never the log."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from voiceassistant.errors import SettingsError
from voiceassistant.settings import Role

log = logging.getLogger(__name__)

SERVICE = "voiceassistant"
OPENAI = "https://api.openai.com/v1"
KEYRING_SECONDS = 8.0  # a locked wallet may wait for a password dialog that nobody sees

T = TypeVar("T")


class Secret(str):
    """A key that does not show itself in logs, error texts or reprs."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(…)"


def check_key(key: str, server: str) -> None:
    """Raises SettingsError: the key could not be sent in a header. `server` is the name that people know it by."""
    if not all("!" <= character <= "~" for character in key):
        raise SettingsError(f"The API key for {server} has characters that a key cannot have")


def from_environment(base_url: str, role: Role | None = None, dotenv: Path = Path(".env")) -> Secret | None:
    """The key for a server from VOICEASSISTANT_<ROLE>_KEY or, for OpenAI's own address, OPENAI_API_KEY."""
    values = {**_dotenv(dotenv), **os.environ}
    names = [f"VOICEASSISTANT_{role.name}_KEY"] if role else []
    if base_url.rstrip("/") == OPENAI:
        names.append("OPENAI_API_KEY")
    found = next((value for name in names if (value := (values.get(name) or "").strip())), None)
    return Secret(found) if found else None


def from_keyring(base_url: str, seconds: float = KEYRING_SECONDS) -> Secret | None:
    """The key that was saved for this server's address, or None.

    Blocks for at most `seconds`. Raises SettingsError: there is no keyring, or it did not answer.
    """
    import keyring

    found = _within(seconds, lambda: keyring.get_password(SERVICE, base_url))
    return Secret(found) if found else None


def to_keyring(base_url: str, key: str, seconds: float = KEYRING_SECONDS) -> None:
    """Saves the key for this server's address; an empty one removes it. Blocks and raises as `from_keyring`.

    Raises SettingsError too: it is no key.
    """
    if key:
        check_key(key, "OpenAI" if base_url == OPENAI else "this server")
    import keyring
    import keyring.errors

    def change() -> None:
        if key:
            keyring.set_password(SERVICE, base_url, key)
        elif keyring.get_password(SERVICE, base_url) is not None:
            keyring.delete_password(SERVICE, base_url)

    _within(seconds, change)


def _dotenv(path: Path) -> dict[str, str | None]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return dict(dotenv_values(path))
    except (OSError, UnicodeDecodeError) as error:  # it may be another program's
        log.warning("%s is ignored: it cannot be read (%s)", path.resolve(), type(error).__name__)
        return {}


def _within(seconds: float, work: Callable[[], T]) -> T:
    """Runs `work` in a thread of its own and gives up waiting after `seconds`.

    A keyring call that hangs cannot be ended from outside, so the thread is a daemon and is left behind.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - keyring backends raise anything; it is told on below
            failure.append(error)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise SettingsError("The system's keyring did not answer; unlock it, or set the key in the environment")
    if failure:
        raise SettingsError(
            f"The system's keyring cannot be used ({type(failure[0]).__name__}); set the key in the environment"
        ) from failure[0]
    return outcome[0]
