"""A keyring in memory that hangs or fails when the test says so."""

import threading
from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.errors
import pytest


class FakeKeyring(keyring.backend.KeyringBackend):
    priority = -1.0  # never chosen by itself

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}
        self.error: Exception | None = None
        self.answers = threading.Event()
        self.answers.set()
        self.asked_in: list[threading.Thread] = []

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.kept.pop(f"{service} {username}", None) is None:
            raise keyring.errors.PasswordDeleteError("there is none")

    def _ask(self) -> None:
        self.asked_in.append(threading.current_thread())
        self.answers.wait()
        if self.error:
            raise self.error


@pytest.fixture
def wallet() -> Iterator[FakeKeyring]:
    before, wallet = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(wallet)
    yield wallet
    wallet.answers.set()
    keyring.set_keyring(before)
