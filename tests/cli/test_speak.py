from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.fakes.api_server import ApiServer
from voiceassistant.audio.files import load
from voiceassistant.audio.portaudio import PortAudioSpeaker
from voiceassistant.errors import NoSpeaker

SECONDS = 0.2  # of speech that the API server gives a sentence


def test_a_text_is_spoken_to_a_file(cli: Cli, served: ApiServer) -> None:
    done = cli("speak", "Good morning. How are you today?", "-o", "greeting.wav")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert sorted(body["input"] for body in served.bodies("speech")) == ["Good morning.", "How are you today?"]
    assert len(load(Path("greeting.wav"), 24_000)) == 2 * SECONDS * 24_000


def test_a_server_that_fails_is_told_and_nothing_is_written(cli: Cli, served: ApiServer) -> None:
    served.faults["speech"] = [400]
    done = cli("speak", "Good morning.", "-o", "greeting.wav")
    assert done.status == 1
    assert "refused the request" in done.err
    assert not Path("greeting.wav").exists()


@pytest.mark.parametrize("text", ["", " "])
def test_a_blank_text_is_refused(cli: Cli, text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("speak", text, "-o", "greeting.wav")
    assert ended.value.code == 2


def test_a_text_without_words_is_told(cli: Cli, served: ApiServer) -> None:
    done = cli("speak", "😀", "-o", "greeting.wav")
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
