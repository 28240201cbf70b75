import logging
import time
from pathlib import Path

import keyring.errors
import pytest

from tests.fakes.wallet import FakeKeyring, wallet
from voiceassistant import credentials
from voiceassistant.credentials import OPENAI, Secret
from voiceassistant.errors import SettingsError
from voiceassistant.settings import Role

__all__ = ["wallet"]

KEY = "sk-never-to-be-seen"
SERVER = "http://localhost:8000/v1"
GRACE_SECONDS = 5.0


# --- the environment and .env ---


def test_the_environment_comes_before_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("OPENAI_API_KEY=from-the-file\n")
    assert credentials.from_environment(OPENAI, dotenv=dotenv) == "from-the-file"
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert credentials.from_environment(OPENAI, dotenv=dotenv) == KEY


def test_dotenv_is_read_where_the_program_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text('OPENAI_API_KEY="quoted"  # mine\nEMPTY\n')
    monkeypatch.chdir(tmp_path)
    assert credentials.from_environment(OPENAI) == "quoted"


def test_a_roles_own_key_comes_before_openais(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-all")
    monkeypatch.setenv("VOICEASSISTANT_SPEECH_KEY", "for-speech")
    none = tmp_path / ".env"
    assert credentials.from_environment(OPENAI, Role.SPEECH, none) == "for-speech"
    assert credentials.from_environment(OPENAI, Role.CHAT, none) == "for-all"


def test_openais_key_goes_to_openai_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for address in (SERVER, "https://api.openai.com.example.invalid/v1", "https://api.openai.com", ""):
        assert credentials.from_environment(address, Role.CHAT, tmp_path / ".env") is None
    assert credentials.from_environment(OPENAI + "/", Role.CHAT, tmp_path / ".env") == KEY


@pytest.mark.parametrize("value", ["", "  \n"])
def test_a_blank_key_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", value)
    assert credentials.from_environment(OPENAI, dotenv=tmp_path / ".env") is None


def test_a_key_that_was_pasted_with_blanks_is_trimmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    assert credentials.from_environment(OPENAI, dotenv=tmp_path / ".env") == KEY


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret(KEY)
    assert KEY not in f"{secret!r} {[secret]} { {'key': secret} }"
    assert str(secret) == KEY  # the server has to get it


def test_a_dotenv_that_is_no_text_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"OPENAI_API_KEY=sk-\xff\xfe\n")
    assert credentials.from_environment(OPENAI, dotenv=dotenv) is None
    assert f"{dotenv} is ignored" in caplog.text
    assert "sk-" not in caplog.text
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert credentials.from_environment(OPENAI, dotenv=dotenv) == KEY


# --- the keyring ---


@pytest.mark.parametrize("key", ["sk-ключ", "sk- with blanks", "sk-one\nsk-two"])
def test_what_is_no_key_is_not_kept(wallet: FakeKeyring, key: str) -> None:
    with pytest.raises(SettingsError, match="characters that a key cannot have") as caught:
        credentials.to_keyring(OPENAI, key)
    assert key not in caught.value.sentence
    assert wallet.kept == {}


def test_a_key_is_kept_found_and_removed(wallet: FakeKeyring) -> None:
    assert credentials.from_keyring(SERVER) is None
    credentials.to_keyring(SERVER, KEY)
    found = credentials.from_keyring(SERVER)
    assert (found, type(found)) == (KEY, Secret)
    assert credentials.from_keyring(OPENAI) is None
    credentials.to_keyring(SERVER, "")
    assert wallet.kept == {}


def test_removing_a_key_that_is_not_there_is_no_error(wallet: FakeKeyring) -> None:
    credentials.to_keyring(SERVER, "")
    assert wallet.kept == {}


def test_a_keyring_that_hangs_is_given_up(wallet: FakeKeyring) -> None:
    wallet.answers.clear()
    began = time.monotonic()
    with pytest.raises(SettingsError, match="keyring did not answer"):
        credentials.from_keyring(SERVER, seconds=0.05)
    with pytest.raises(SettingsError, match="keyring did not answer") as caught:
        credentials.to_keyring(SERVER, KEY, seconds=0.05)
    assert time.monotonic() - began < GRACE_SECONDS
    assert KEY not in caught.value.sentence
    assert [(thread.name, thread.daemon) for thread in wallet.asked_in] == [("keyring", True)] * 2


@pytest.mark.parametrize(
    "error", [keyring.errors.NoKeyringError(f"no {KEY}"), keyring.errors.KeyringLocked(KEY), RuntimeError(KEY)]
)
def test_a_keyring_that_fails_is_told_without_the_key(
    wallet: FakeKeyring, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    wallet.error = error
    caplog.set_level(logging.DEBUG)
    for ask in (lambda: credentials.to_keyring(SERVER, KEY), lambda: credentials.from_keyring(SERVER)):
        with pytest.raises(SettingsError, match=type(error).__name__) as caught:
            ask()
        assert KEY not in caught.value.sentence
    assert KEY not in caplog.text
