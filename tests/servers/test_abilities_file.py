import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.api_server import KEY
from voiceassistant.capabilities import OF_ROLE, Abilities, Ability, Capability
from voiceassistant.credentials import Secret
from voiceassistant.roles import Endpoint
from voiceassistant.servers.abilities_file import FRESH, KnownAbilities
from voiceassistant.settings import Role

SERVER = Endpoint(Role.SPEECH, "custom", "http://localhost:8000/v1", "tts-1", Secret(KEY))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def found(endpoint: Endpoint = SERVER, *, main: bool | None = True) -> Abilities:
    first, *rest = OF_ROLE[endpoint.role]
    abilities = (Ability(first, main, "says so"), *(Ability(capability, False, "no such thing") for capability in rest))
    return Abilities(endpoint.role, endpoint.title, endpoint.model, abilities)


def known(path: Path, after: timedelta = timedelta()) -> KnownAbilities:
    return KnownAbilities(path, lambda: NOW + after)


def test_what_was_found_out_is_kept_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "data" / "capabilities.json"
    known(path).remember(SERVER, found())
    again = known(path)
    assert again.of(SERVER) == found()
    assert again.can(SERVER, Capability.SPEED) is False
    assert again.is_settled(SERVER)
    assert KEY not in path.read_text()
    assert [file.name for file in path.parent.iterdir()] == ["capabilities.json"]


@pytest.mark.parametrize(
    "other",
    [
        Endpoint(Role.SPEECH, "custom", "http://localhost:8001/v1", "tts-1"),
        Endpoint(Role.SPEECH, "custom", "http://localhost:8000/v1", "tts-2"),
        Endpoint(Role.CHAT, "custom", "http://localhost:8000/v1", "tts-1"),
    ],
)
def test_another_server_model_or_role_is_another_matter(tmp_path: Path, other: Endpoint) -> None:
    kept = known(tmp_path / "kept.json")
    kept.remember(SERVER, found())
    assert (kept.of(other), kept.is_settled(other), kept.can(other, Capability.SPEAK)) == (None, False, None)


def test_another_key_is_the_same_server(tmp_path: Path) -> None:
    kept = known(tmp_path / "kept.json")
    kept.remember(SERVER, found())
    assert kept.of(Endpoint(Role.SPEECH, "custom", SERVER.base_url, "tts-1", Secret("sk-another"))) == found()


def test_after_a_month_it_is_to_be_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    known(path).remember(SERVER, found())
    assert known(path, FRESH).is_settled(SERVER)
    later = known(path, FRESH + timedelta(seconds=1))
    assert not later.is_settled(SERVER)
    assert later.of(SERVER) == found()  # until then it holds


def test_a_server_that_cannot_is_asked_again_in_the_next_run(tmp_path: Path) -> None:
    """Its model may be there by then."""
    path = tmp_path / "kept.json"
    known(path).remember(SERVER, found(main=False))
    assert known(path).can(SERVER, Capability.SPEAK) is False
    assert not known(path).is_settled(SERVER)


def test_a_server_that_could_not_be_asked_changes_nothing(tmp_path: Path) -> None:
    kept = known(tmp_path / "kept.json")
    kept.remember(SERVER, found())
    kept.remember(SERVER, found(main=None))
    assert kept.of(SERVER) == found()


def test_the_local_engine_is_not_kept(tmp_path: Path) -> None:
    local = Endpoint(Role.SPEECH, "local", "", "hibari")
    known(tmp_path / "kept.json").remember(local, found(local))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', "\udcff"])
def test_a_broken_file_is_asked_anew(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    kept = known(path)
    assert kept.of(SERVER) is None
    assert "asked anew" in caplog.text
    kept.remember(SERVER, found())
    assert known(path).of(SERVER) == found()


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        {"asked": "yesterday", "found": {}},
        {"asked": "2026-11-24T12:00:00", "found": {}},
        {"asked": "2026-11-24T12:00:00+00:00"},
        {"asked": "2026-11-24T12:00:00+00:00", "found": {"speech": ["perhaps", ""]}},
        {"asked": "2026-11-24T12:00:00+00:00", "found": {"speech": 1}},
    ],
)
def test_a_broken_entry_is_asked_anew(tmp_path: Path, entry: object, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "kept.json"
    known(path).remember(SERVER, found())
    (name,) = json.loads(path.read_text())
    path.write_text(json.dumps({name: entry}))
    assert known(path).of(SERVER) is None
    assert "asked anew" in caplog.text


def test_a_folder_that_cannot_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data").write_text("a file in the folder's place")
    kept = known(tmp_path / "data" / "kept.json")
    kept.remember(SERVER, found())
    assert kept.of(SERVER) == found()
    assert "not kept" in caplog.text
