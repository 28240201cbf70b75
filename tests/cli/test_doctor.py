from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import ROLES, Cli
from tests.fakes.able_server import AbleServer
from tests.fakes.api_server import ApiServer, Door
from voiceassistant import settings, system
from voiceassistant.app import TerminalAssistant
from voiceassistant.audio import devices
from voiceassistant.audio.devices import Device
from voiceassistant.cli import doctor_roles
from voiceassistant.engine.ports import Player
from voiceassistant.errors import AudioError
from voiceassistant.local.weights import catalogue, model_files
from voiceassistant.local.weights.catalogue import Model
from voiceassistant.retirement import ModelInfo
from voiceassistant.system import Package

pytestmark = pytest.mark.slow

HEADSET = Device("Headset", "1", 1, 48_000, is_default=True, host="ALSA")
WEBCAM = Device("Webcam", "2", 1, 48_000, is_default=False, host="ALSA")

NEEDED = [model for model in catalogue.DEFAULT_MODELS if model.needed]


@pytest.fixture(autouse=True)
def healthy_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where everything is there, whatever this one lacks."""
    monkeypatch.setattr(system, "missing", lambda: [])
    monkeypatch.setattr(devices, "microphones", lambda: [HEADSET, WEBCAM])
    monkeypatch.setattr(devices, "speakers", lambda: [HEADSET])
    monkeypatch.setenv("VOICEASSISTANT_MODELS", str(tmp_path / "models"))
    for model in catalogue.DEFAULT_MODELS:
        folder = tmp_path / "models" / model.name
        folder.mkdir(parents=True)
        for file in model.files:
            with (folder / file.name).open("wb") as sparse:
                sparse.truncate(file.size_bytes)


@pytest.fixture
def offline(served: ApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server and no key: every role is the local engine's. Nothing may be downloaded for it."""

    def ensure(model: Model, *_: object) -> Path:
        raise AssertionError(f"{model.name} would have been downloaded")

    for role in ROLES:
        monkeypatch.delenv(f"VOICEASSISTANT_{role}_URL")
        monkeypatch.delenv(f"VOICEASSISTANT_{role}_KEY")
    monkeypatch.setattr(model_files, "ensure", ensure)


def test_everything_works(cli: Cli, served: ApiServer) -> None:
    done = cli("doctor")
    assert (done.status, done.err) == (0, "")
    lines = [line for line in done.out.splitlines() if not line.startswith(" ")]
    assert [line for line in lines if not line.startswith("ok    ")] == []
    assert len(lines) == 7 + len(catalogue.DEFAULT_MODELS)
    assert lines[2:4] == ["ok    microphone: Headset (default), Webcam", "ok    speaker: Headset (default)"]
    server = served.base_url.removeprefix("http://").removesuffix("/v1")
    assert lines[-2].startswith(f"ok    chat ({server}, gpt-6-luna): Answered: “Hello there.” (")


@pytest.mark.parametrize("role", ["transcriptions", "chat", "speech"])
def test_a_role_that_does_not_work_leaves_the_others(cli: Cli, served: ApiServer, role: str) -> None:
    served.faults[role] = [401]
    done = cli("doctor")
    (failed,) = [line for line in done.out.splitlines() if not line.startswith(("ok", " "))]
    assert done.status == 1
    assert failed.startswith("FAIL  ")
    assert "refused the API key" in failed
    assert "Check the API key in Settings." in failed


def test_a_role_that_does_not_answer_is_given_up(cli: Cli, served: ApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_roles, "WAIT_SECONDS", 0.3)
    served.faults["chat"] = ["hang"]
    done = cli("doctor")
    assert done.status == 1
    assert "FAIL  chat: No answer within 0 seconds." in done.out
    assert served.hung_up.wait(5)


def _no_sound() -> list[Device]:
    raise AudioError("PortAudio, which records and plays sound, is not installed")


@pytest.mark.parametrize(("look", "words"), [(list, "There is no microphone. Connect"), (_no_sound, "PortAudio")])
def test_no_microphone(cli: Cli, monkeypatch: pytest.MonkeyPatch, look: Callable[[], list[Device]], words: str) -> None:
    monkeypatch.setattr(devices, "microphones", look)
    done = cli("doctor")
    assert done.status == 1
    assert f"FAIL  microphone: {words}" in done.out


def test_missing_packages_are_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "missing", lambda: [Package("ffmpeg", "for audio files")])
    done = cli("doctor")
    assert done.status == 1
    assert "FAIL  system packages: missing; run: sudo apt-get install ffmpeg" in done.out


@pytest.mark.parametrize("damage", ["absent", "cut off"])
def test_missing_models_are_told_and_not_downloaded(
    cli: Cli, served: ApiServer, offline: None, tmp_path: Path, damage: str
) -> None:
    for model in catalogue.DEFAULT_MODELS:
        path = tmp_path / "models" / model.name / model.files[0].name
        if damage == "absent":
            path.unlink()
        else:
            path.write_bytes(b"only the beginning")
    done = cli("doctor")
    failed = [line for line in done.out.splitlines() if line.startswith("FAIL")]
    assert done.status == 1
    assert len(failed) == len(NEEDED) + len(ROLES)
    assert all("`make run`" in line and "first question fetches them" in line for line in failed)
    assert served.asked == []


def test_models_that_nothing_needs_may_be_missing(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEASSISTANT_MODELS", str(tmp_path / "nowhere"))
    done = cli("doctor")
    assert done.status == 0
    assert done.out.count("not there; only the local engine needs it") == len(NEEDED)
    assert all(model.without in done.out for model in catalogue.DEFAULT_MODELS if not model.needed)


@pytest.mark.parametrize("text", ['{"theme": "pink"}', "{", ""])
def test_broken_settings_are_one_finding(cli: Cli, text: str) -> None:
    settings.settings_path().parent.mkdir(parents=True)
    settings.settings_path().write_text(text)
    done = cli("doctor")
    (failed,) = [line for line in done.out.splitlines() if not line.startswith(("ok", " "))]
    assert (done.status, done.err) == (1, "")
    assert failed.startswith("FAIL  settings: ")
    assert str(settings.settings_path()) in failed
    assert "Answered: “Hello there.”" in done.out


@pytest.fixture
def able(served: ApiServer, door: Door) -> AbleServer:
    """In the API server's place, at its address."""
    door.api = AbleServer(door.base_url)
    return door.api


def below(out: str, role: str) -> list[str]:
    """The lines that belong to a role."""
    lines = out.splitlines()
    at = next(number for number, line in enumerate(lines) if line[6:].startswith(f"{role} ("))
    rest = lines[at + 1 :]
    return rest[: next((number for number, line in enumerate(rest) if not line.startswith(" ")), len(rest))]


def test_what_each_server_can_do_is_a_table(cli: Cli, able: AbleServer) -> None:
    able.tells_times = False
    able.refuses = {"images"}
    done = cli("doctor")
    assert below(done.out, "transcription")[:2] == [
        "        ✓ yes      transcription",
        "        ✗ no       word times                response_format 'verbose_json' is not compatible with this model",
    ]
    assert "        ✗ no       images                        Invalid content type." in done.out
    assert below(done.out, "speech") == [
        "        ✓ yes      speech",
        "        ✓ yes      speaking speed",
        "        ✓ yes      speech as it is made",
    ]


def test_what_is_not_to_be_found_out_is_unknown(cli: Cli, able: AbleServer, monkeypatch: pytest.MonkeyPatch) -> None:
    able.faults["translations"] = [500, 500]
    assert "        ? unknown  translation into English" in cli("doctor").out


def test_a_model_that_is_shut_down_soon_is_a_warning(
    cli: Cli, able: AbleServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voiceassistant.cli.doctor.TerminalAssistant", InDecember)
    able.listed = [
        {"id": name, "object": "model", "created": 0, "owned_by": "x", "shutdown_date": day}
        for name, day in (("tts-1", "2027-01-06"), ("whisper-1", "2027-02-26"), ("gpt-6-luna", None))
    ]
    done = cli("doctor")
    told = [line for line in done.out.splitlines() if " model tts-1" not in line and "is shut down on" in line]
    assert done.status == 0
    assert told == [
        "ok    transcription model: whisper-1 is shut down on 2027-02-26; choose another one in Settings by then.",
        "warn  speech model: tts-1 is shut down on 2027-01-06; choose another one in Settings by then.",
    ]


class InDecember(TerminalAssistant):
    def __init__(self, settings: settings.Settings, player: Player) -> None:
        super().__init__(settings, player)
        self.today = lambda: date(2026, 12, 1)


def test_a_list_of_models_that_does_not_come_is_no_failure(cli: Cli, able: AbleServer) -> None:
    able.missing = {"models"}
    done = cli("doctor")
    assert done.status == 0
    assert "How long tts-1 is there is not known" in done.out


def test_the_successor_is_named_where_it_is_known() -> None:
    info = ModelInfo("tts-1", date(2027, 1, 6), "gpt-realtime-2.1-mini")
    assert doctor_roles._end_of(info) == "tts-1 is shut down on 2027-01-06; gpt-realtime-2.1-mini comes after it."
