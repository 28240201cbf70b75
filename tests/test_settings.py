import json
import os
from pathlib import Path

import pytest

from voiceassistant import settings
from voiceassistant.errors import SettingsError
from voiceassistant.settings import Role, Settings

CHOSEN = Settings().with_values(
    transcription={"server": "custom", "base_url": "http://localhost:8000/v1", "language": "ko"},
    chat={"system_prompt": "짧고 친절하게 대답해 주세요."},
    speech={"voice": "nova", "speed": 1.25},
    microphone="내장 마이크",
    servers_with_key=("https://api.openai.com/v1",),
    first_start_done=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def test_what_was_saved_is_loaded(path: Path) -> None:
    settings.save(CHOSEN, path)
    assert settings.load(path) == CHOSEN


def test_korean_stays_readable_in_the_file(path: Path) -> None:
    settings.save(CHOSEN, path)
    assert "짧고 친절하게" in path.read_text(encoding="utf-8")


def test_the_usual_place_is_in_the_folder_of_settings(private_folders: Path) -> None:
    assert settings.load() == Settings()
    settings.save(CHOSEN)
    assert settings.load() == CHOSEN
    assert settings.settings_path().is_relative_to(private_folders)


def test_without_a_file_there_are_the_defaults(path: Path) -> None:
    loaded = settings.load(path)
    assert loaded == Settings()
    assert [loaded.role(role).server for role in Role] == ["auto", "auto", "auto"]
    assert not path.exists()


def test_no_setting_is_a_key() -> None:
    names = {
        name for model in (Settings, *(type(Settings().role(role)) for role in Role)) for name in model.model_fields
    }
    assert [name for name in names if "key" in name or "secret" in name or "token" in name] == ["servers_with_key"]


def test_unknown_fields_are_ignored(path: Path) -> None:
    settings.save(CHOSEN, path)
    newer = json.loads(path.read_text(encoding="utf-8")) | {"wake_word": "computer"}
    newer["chat"]["temperature"] = 0.3
    path.write_text(json.dumps(newer), encoding="utf-8")
    assert settings.load(path) == CHOSEN


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"speech": {"speed": 9}}', "speech.speed"),
        ('{"theme": "pink"}', "theme"),
        ('{"transcription": {"language": "Korean"}}', "transcription.language"),
        ('{"chat": {"attempts": 0}}', "chat.attempts"),
        ('{"hands_free": {"wake_phrase": "abracadabra"}}', "hands_free.wake_phrase"),
        (
            '{"hands_free": {"shortest_pause_seconds": 2, "longest_pause_seconds": 1}}',
            "hands_free.longest_pause_seconds",
        ),
        ('{"chat": 3}', "chat"),
        ("[]", "settings.json"),
        ("{", "settings.json"),
        ("", "settings.json"),
    ],
)
def test_a_file_that_does_not_fit_is_told_and_left_as_it_is(path: Path, text: str, named: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(SettingsError, match=named) as caught:
        settings.load(path)
    assert "\n" not in caught.value.sentence
    assert ": :" not in caught.value.sentence
    assert path.read_text() == text


def test_a_file_that_is_no_text_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"settings\.json cannot be read"):
        settings.load(path)


def test_a_folder_in_the_files_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load(path)
    with pytest.raises(SettingsError, match="could not be saved"):
        settings.save(CHOSEN, path)
    assert list(path.parent.iterdir()) == [path]


def test_values_are_checked_when_they_are_changed() -> None:
    assert Settings().with_values(speech={"speed": 2}).speech.speed == 2
    with pytest.raises(SettingsError, match=r"speech\.speed") as caught:
        Settings().with_values(speech={"speed": 20})
    assert "\n" not in caught.value.sentence


def test_a_crash_while_writing_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(CHOSEN, path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        settings.save(Settings(), path)
    assert settings.load(path) == CHOSEN
    assert list(path.parent.iterdir()) == [path]
