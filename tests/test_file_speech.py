import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import likeness, pcm, tone
from tests.fakes.api_server import ApiServer
from tests.fakes.fixtures import api, door, service_of
from tests.fakes.roles import PCM_PER_LETTER, FakeRoles
from voiceassistant.audio.files import load
from voiceassistant.client import Service
from voiceassistant.errors import AudioFileError, NothingToSay, ServiceError, ServiceUnavailable
from voiceassistant.file_speech import FORMATS, LONGEST_BYTES, save_speech
from voiceassistant.settings import Role
from voiceassistant.speech.synthesise import ApiSynthesiser

pytestmark = pytest.mark.realtime

__all__ = ["api", "door", "service_of"]

LONG = "This is one of many sentences that are read aloud. " * 200


@pytest.fixture
def voice(service_of: Callable[..., Service]) -> ApiSynthesiser:
    return ApiSynthesiser(service_of(Role.SPEECH, "tts-1"), "nova")


class Reader(FakeRoles):
    """Speaks in one format, as a Realtime connection does."""

    formats = ("pcm",)

    async def synthesise(self, text: str, response_format: str = "pcm"):  # type: ignore[no-untyped-def]
        async for chunk in super().synthesise(text):
            yield chunk


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", [name for name in FORMATS if name != "pcm"])
async def test_a_long_text_is_asked_in_parts_and_encoded_here(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path, suffix: str
) -> None:
    api.speech = pcm(tone(0.5, 24_000))
    await save_speech(LONG, tmp_path / f"long.{suffix}", voice)
    inputs = [body["input"] for body in api.bodies("speech")]
    assert " ".join(inputs) == LONG.strip()
    assert len(inputs) == 3
    assert max(map(len, inputs)) <= LONGEST_BYTES
    assert {body["response_format"] for body in api.bodies("speech")} == {"pcm"}
    sound = load(tmp_path / f"long.{suffix}", 24_000)
    assert len(sound) / 24_000 == pytest.approx(1.5, abs=0.1)
    assert likeness(sound, np.tile(tone(0.5, 24_000), 3)) > 0.95
    assert left_in(tmp_path) == [f"long.{suffix}"]


async def test_m4a_which_the_api_does_not_have_is_encoded_here(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path
) -> None:
    await save_speech("Good morning.", tmp_path / "greeting.m4a", voice)
    assert [body["response_format"] for body in api.bodies("speech")] == ["pcm"]
    assert (tmp_path / "greeting.m4a").read_bytes()[4:8] == b"ftyp"


async def test_a_korean_text_is_counted_in_bytes(api: ApiServer, voice: ApiSynthesiser, tmp_path: Path) -> None:
    await save_speech("오늘은 날씨가 아주 좋습니다. " * 120, tmp_path / "weather.pcm", voice)
    assert len(api.bodies("speech")) == 2
    assert (tmp_path / "weather.pcm").read_bytes() == api.speech * 2


async def test_who_speaks_in_one_format_is_asked_sentence_by_sentence(tmp_path: Path) -> None:
    reader = Reader()
    await save_speech("Good morning. How are you today?", tmp_path / "greeting.pcm", reader)
    assert reader.spoken == ["Good morning.", "How are you today?"]
    assert (tmp_path / "greeting.pcm").read_bytes() == PCM_PER_LETTER * len("Good morning.How are you today?")


@pytest.mark.parametrize("suffix", ["mp3", "wav", "m4a"])
async def test_a_failure_leaves_what_was_there(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"speech.{suffix}"
    path.write_bytes(b"older")
    api.faults["speech"] = [400]
    with pytest.raises(ServiceError):
        await save_speech("Good morning.", path, voice)
    reader = Reader(errors_after={"speech": (1, ServiceUnavailable("It went away"))})
    with pytest.raises(ServiceUnavailable):
        await save_speech("Good morning. How are you today?", path, reader)
    assert path.read_bytes() == b"older"
    assert left_in(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", ["mp3", "m4a"])
async def test_cancelling_hangs_up_and_leaves_nothing(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path, suffix: str
) -> None:
    api.endless = True
    saving = asyncio.create_task(save_speech("Good morning.", tmp_path / f"speech.{suffix}", voice))
    async with asyncio.timeout(10):
        while not any(path.stat().st_size for path in tmp_path.iterdir()):
            if suffix == "m4a" and api.reached.is_set():
                break  # ffmpeg writes late
            await asyncio.sleep(0.01)
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    assert left_in(tmp_path) == []
    assert await asyncio.to_thread(api.hung_up.wait, 5)


async def test_an_unknown_suffix_is_told_with_the_known_ones(api: ApiServer, voice: ApiSynthesiser) -> None:
    with pytest.raises(AudioFileError) as caught:
        await save_speech("Good morning.", Path("greeting.docx"), voice)
    assert caught.value.sentence == (
        "greeting.docx does not end like a sound file. Choose one of mp3, opus, ogg, aac, m4a, flac, wav, pcm."
    )
    assert api.asked == []


async def test_a_text_without_words_is_told(api: ApiServer, voice: ApiSynthesiser, tmp_path: Path) -> None:
    with pytest.raises(NothingToSay):
        await save_speech("😀", tmp_path / "greeting.mp3", voice)
    assert left_in(tmp_path) == []


async def test_a_place_that_takes_no_file_is_told_before_anyone_is_asked(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path
) -> None:
    with pytest.raises(AudioFileError, match="there is no folder"):
        await save_speech("Good morning.", tmp_path / "none" / "greeting.mp3", voice)
    (tmp_path / "folder.mp3").mkdir()
    with pytest.raises(AudioFileError, match="it is a folder"):
        await save_speech("Good morning.", tmp_path / "folder.mp3", voice)
    assert api.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("suffix", "text"), [("mp3", "Good morning."), ("wav", "Good morning."), ("mp3", LONG), ("m4a", "Good morning.")]
)
async def test_a_full_disk_is_told(
    voice: ApiSynthesiser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, text: str
) -> None:
    def full(**options: str) -> tuple[int, str]:
        name = str(tmp_path / "full")
        Path(name).symlink_to("/dev/full")
        return os.open(name, os.O_RDWR), name

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(AudioFileError, match=r"cannot be written: .*No space left on device"):
        await save_speech(text, tmp_path / f"greeting.{suffix}", voice)
    assert left_in(tmp_path) == []


async def test_without_ffmpeg_it_is_told(
    api: ApiServer, voice: ApiSynthesiser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for m4a, is not installed"):
        await save_speech("Good morning.", tmp_path / "greeting.m4a", voice)
    await save_speech("Good morning.", tmp_path / "greeting.wav", voice)
    assert left_in(tmp_path) == ["greeting.wav"]
