from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.fakes.api_server import ApiServer
from voiceassistant.audio.files import load, save
from voiceassistant.servers.services import sample_path

pytestmark = pytest.mark.slow


def test_what_was_said_is_printed(cli: Cli, served: ApiServer) -> None:
    served.text = " 안녕하세요. "
    done = cli("transcribe", sample_path())
    assert (done.status, done.out, done.err) == (0, "안녕하세요.\n", "")


def test_other_formats_are_converted(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    path = tmp_path / "question.ogg"
    save(path, load(sample_path(), 44_100), 44_100)
    assert cli("transcribe", path).out == "Hello there.\n"
    assert served.bodies("transcriptions")[0]["start"] == b"RIFF"


def test_silence_is_not_sent(cli: Cli, served: ApiServer, silence: Path) -> None:
    done = cli("transcribe", silence)
    assert (done.status, done.out) == (1, "")
    assert "no speech in the recording" in done.err
    assert served.asked == []


def test_a_missing_file_is_told(cli: Cli, served: ApiServer) -> None:
    done = cli("transcribe", "nowhere.wav")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("voiceassistant: nowhere.wav does not exist.")
    assert len(done.err.splitlines()) == 1


def test_a_server_that_fails_is_told(cli: Cli, served: ApiServer) -> None:
    served.faults["transcriptions"] = [404]
    done = cli("transcribe", sample_path())
    assert (done.status, done.out) == (1, "")
    assert "does not know the model whisper-1" in done.err


def test_subtitles_are_written_to_a_file(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    served.heard = {"segments": [{"text": " Hello there.", "start": 0.5, "end": 2.0}]}
    done = cli("transcribe", sample_path(), "--format", "srt", "-o", "said.srt", "--language", "en")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / "said.srt").read_text() == "1\n00:00:00,500 --> 00:00:02,000\nHello there.\n"
    assert served.bodies("transcriptions")[0]["language"] == "en"


def test_where_it_cannot_be_written_nothing_is_asked(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    for target, words in ((Path("nowhere") / "said.txt", "there is no folder nowhere"), (tmp_path, "it is a folder")):
        done = cli("transcribe", sample_path(), "-o", target)
        assert (done.status, done.out) == (1, "")
        assert words in done.err
    assert served.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_what_cannot_be_written_after_all_is_printed(cli: Cli, served: ApiServer) -> None:
    done = cli("transcribe", sample_path(), "-o", "/dev/full")
    assert (done.status, done.out) == (1, "Hello there.\n")
    assert "cannot be written" in done.err


def test_who_made_the_english_is_told(cli: Cli, served: ApiServer) -> None:
    served.faults["translations"] = [404]
    served.heard = {"text": "안녕하세요.", "language": "korean"}
    done = cli("transcribe", sample_path(), "--translate")
    assert (done.status, done.out) == (0, "Hello there.\n")
    assert done.err == "The English is a chat model's translation of what was heard.\n"
    assert served.bodies("chat")[0]["messages"][1]["content"] == "안녕하세요."
