import time
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.fakes.api_server import ApiServer
from voiceassistant.audio.portaudio import PortAudioSpeaker
from voiceassistant.audio.wav import header
from voiceassistant.cli import main
from voiceassistant.errors import NoSpeaker


def test_a_text_is_spoken_to_a_file(cli: Cli, served: ApiServer) -> None:
    served.encoded["wav"] = header(24_000, 0xFFFFFF00) + served.speech  # as servers stream it: the length is unknown
    done = cli("speak", "Good morning. **How** are you today?", "-o", "greeting.wav")
    assert (done.status, done.out, done.err) == (0, "", "")
    (body,) = served.bodies("speech")
    assert (body["input"], body["response_format"]) == ("Good morning. How are you today?", "wav")
    assert Path("greeting.wav").read_bytes() == header(24_000, len(served.speech)) + served.speech


@pytest.mark.parametrize(
    ("name", "asked"),
    [("a.mp3", "mp3"), ("a.opus", "opus"), ("a.ogg", "opus"), ("a.aac", "aac"), ("a.flac", "flac"), ("a.pcm", "pcm")],
)
def test_the_server_is_asked_for_the_format_of_the_suffix(cli: Cli, served: ApiServer, name: str, asked: str) -> None:
    served.encoded[asked] = b"the sound as " + asked.encode()
    assert cli("speak", "Good morning.", "-o", name).status == 0
    assert [body["response_format"] for body in served.bodies("speech")] == [asked]
    assert Path(name).read_bytes() == served.encoded[asked]
    assert [path.name for path in Path().iterdir()] == [name]


def test_a_named_format_comes_before_the_suffix(cli: Cli, served: ApiServer) -> None:
    served.encoded["mp3"] = b"MP3"
    assert cli("speak", "Good morning.", "-o", "greeting.sound", "--format", "mp3").status == 0
    assert Path("greeting.sound").read_bytes() == b"MP3"


def test_a_format_without_a_file_is_told(cli: Cli, served: ApiServer) -> None:
    done = cli("speak", "Good morning.", "--format", "mp3")
    assert done.status == 1
    assert "Add -o FILE, or -o - for a pipe." in done.err
    assert served.asked == []


def test_speech_is_piped(served: ApiServer, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main.run(["speak", "Good morning.", "-o", "-", "--format", "pcm"], time.monotonic()) == 0
    assert capfdbinary.readouterr().out == served.speech
    assert list(Path().iterdir()) == []


def test_a_server_that_fails_is_told_and_nothing_is_written(cli: Cli, served: ApiServer) -> None:
    served.faults["speech"] = [400]
    done = cli("speak", "Good morning.", "-o", "greeting.wav")
    assert done.status == 1
    assert "refused the request" in done.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("text", ["", " "])
def test_a_blank_text_is_refused(cli: Cli, text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("speak", text, "-o", "greeting.wav")
    assert ended.value.code == 2


@pytest.mark.parametrize("where", [(), ("-o", "greeting.wav"), ("-o", "-")])
def test_a_text_without_words_is_told(cli: Cli, served: ApiServer, where: tuple[str, ...]) -> None:
    done = cli("speak", "😀", *where)
    assert done.status == 1
    assert done.err == "voiceassistant: There is nothing in the text that can be read aloud. Write some words.\n"
    assert served.asked == []
    assert not Path("greeting.wav").exists()


def test_without_a_speaker_it_is_told_how_to_get_a_file(
    cli: Cli, served: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_speaker(self: PortAudioSpeaker, *arguments: object) -> None:
        raise NoSpeaker("There is no speaker")

    monkeypatch.setattr(PortAudioSpeaker, "open", no_speaker)
    done = cli("speak", "Good morning.")
    assert done.status == 1
    assert done.err == "voiceassistant: There is no speaker. Connect one, or have a file written with -o FILE.\n"
    assert served.asked == []


@pytest.mark.parametrize("name", ["greeting.docx", "no-such-folder/greeting.wav"])
def test_a_file_that_cannot_be_written_is_told_before_it_is_asked(cli: Cli, served: ApiServer, name: str) -> None:
    done = cli("speak", "Good morning.", "-o", name)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert served.asked == []


def test_the_command_line_comes_before_the_settings() -> None:
    import argparse

    from voiceassistant.cli.speak import chosen
    from voiceassistant.settings import Settings

    args = argparse.Namespace(voice="nova", speed=1.5, model=None, realtime=True)
    speech = chosen(Settings().with_values(speech={"voice": "echo", "model": "kept"}), args).speech
    assert (speech.voice, speech.speed, speech.model, speech.kind) == ("nova", 1.5, "kept", "realtime")
