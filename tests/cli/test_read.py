"""Documents read by the command, parsed in a process of their own; who speaks is the API server."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.audio.sounds import eventually, pcm, tone
from tests.cli.conftest import Cli
from tests.cli.test_main import COMMAND, WAIT_SECONDS, begin, is_gone
from tests.documents.making import epub
from tests.fakes.api_server import ApiServer
from voiceassistant.audio.files import load
from voiceassistant.cli import main
from voiceassistant.cli.collect import Collector
from voiceassistant.cli.ending import TERMINATED
from voiceassistant.cli.read import chosen
from voiceassistant.errors import NoSpeaker
from voiceassistant.settings import Settings

pytestmark = pytest.mark.slow

RATE = 24_000
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to process groups")
TEXT = "The first sentence is here. It costs $5 today.\n\nAnother paragraph begins. 오늘은 날씨가 좋습니다.\n"
LISTED = ["The first sentence is here.", "It costs $5 today.", "Another paragraph begins.", "오늘은 날씨가 좋습니다."]

# No password opens it: nothing has these as its sums.
LOCKED = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99]>> endobj
4 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>> endobj
trailer <</Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] /Size 5>>
%%%%EOF
""" % (b"11" * 32, b"22" * 32)


class Player(Collector):
    """Hears all at once what is played."""

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def text(served: ApiServer) -> Path:
    """In the working folder; each sentence is spoken for half a second."""
    served.speech = pcm(tone(0.5, RATE))
    path = Path("text.txt")
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def book(served: ApiServer) -> Path:
    served.speech = pcm(tone(0.5, RATE))
    return epub(
        Path("book.epub"),
        ["<h1>The beginning</h1><p>It begins here.</p>", "<h1>둘째 장</h1><p>그리고 끝났습니다.</p>"],
    )


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def files() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


# --- what would be read -----------------------------------------------------------------------------------------------


def test_what_would_be_read_is_listed(cli: Cli, served: ApiServer, text: Path) -> None:
    done = cli("read", text, "--list")
    assert (done.status, done.out.splitlines(), done.err) == (0, LISTED, "")
    assert cli("read", text, "--list", "--from", "3").out.splitlines() == LISTED[2:]
    assert served.asked == []


def test_the_standard_input_is_read(cli: Cli, text: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TEXT.encode())
    assert cli("read", "-", "--list").out.splitlines() == LISTED
    given(monkeypatch, book.read_bytes())
    assert "그리고 끝났습니다." in cli("read", "-", "--list").out.splitlines()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("gone.txt", "There is no file gone.txt. Check its name and its folder."),
        ("ftp://example.org/a.txt", "ftp://example.org/a.txt is no address that is read. Those of web pages begin"),
    ],
)
def test_what_is_not_there_is_told(cli: Cli, source: str, said: str) -> None:
    done = cli("read", source, "--list")
    assert done.status == 1
    assert done.err.startswith(f"voiceassistant: {said}")


def test_markdown_on_the_standard_input_is_known(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"# The title\n\n- It is **very** easy.\n- See [here](https://example.org).\n")
    assert cli("read", "-", "--list").out.splitlines() == ["The title", "It is very easy.", "See here."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "text"),
        ("broken.epub", b"PK\3\4 and then nothing", "broken.epub is broken"),
        ("noise.pdf", bytes(range(256)) * 50, "of a kind that is not read"),
        ("broken.pdf", b"%PDF-1.7\nand then nothing", "broken.pdf"),
    ],
)
@pytest.mark.parametrize("how", [("--list",), ("-o", "out.wav"), ()])
def test_what_cannot_be_read_is_told_in_one_line(
    cli: Cli,
    served: ApiServer,
    name: str,
    content: bytes,
    said: str,
    how: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voiceassistant.app.speech_player", lambda name: Player())
    Path(name).write_bytes(content)
    done = cli("read", name, *how)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("voiceassistant: ")
    assert len(done.err.splitlines()) == 1
    assert said in done.err
    assert served.asked == []
    assert files() == [name]


@pytest.mark.parametrize("source", ["nowhere.txt", ".", "http://127.0.0.1:1/page.html", "http://", "/dev/zero"])
def test_what_is_no_document_is_told_in_one_line(cli: Cli, source: str) -> None:
    done = cli("read", source, "--list")
    assert (done.status, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("password", "advice"),
    [((), "Give its password with --password."), (("--password", "x"), "Check the password.")],
)
def test_a_locked_document_is_told(cli: Cli, password: tuple[str, ...], advice: str) -> None:
    Path("locked.pdf").write_bytes(LOCKED)
    done = cli("read", "locked.pdf", "--list", *password)
    assert (done.status, done.out) == (1, "")
    assert "locked.pdf" in done.err
    assert done.err.endswith(f"{advice}\n")
    assert len(done.err.splitlines()) == 1


def test_nothing_on_the_standard_input_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"")
    done = cli("read", "-", "--list")
    assert (done.status, done.err) == (
        1, "voiceassistant: There is nothing on the standard input. Give a file, or pipe a text.\n",
    )  # fmt: skip


def test_a_number_behind_the_last_sentence_is_told(cli: Cli, text: Path) -> None:
    done = cli("read", text, "--list", "--from", "5")
    assert (done.status, done.err) == (
        1, "voiceassistant: The document has no sentence 5. Begin with an earlier one.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        ("--list", "-o", "a.mp3"), ("--subtitles",), ("--timings", "a.json"), ("--from", "0"), ("--from", "one"),
        ("--speed", "5"), ("--speed", "nan"), ("--list", "--speed", "0.1"), ("-o", "a.wav", "--timings", "a.wav"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(cli: Cli, text: Path, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("read", text, *wrong)
    assert ended.value.code == 2


def test_who_has_seen_enough_ends_it_quietly(text: Path) -> None:
    text.write_text("\n\n".join(f"This is sentence number {number}." for number in range(20_000)))
    with begin("read", text, "--list") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "This is sentence number 0.\n"
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=WAIT_SECONDS)
    assert (process.returncode, err) == (0, "")


# --- into a file ------------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_sound_file(cli: Cli, served: ApiServer, text: Path) -> None:
    done = cli("read", text, "-o", "text.wav", "--subtitles", "--timings", "text.json")
    assert (done.status, done.out, done.err) == (0, "", "")
    asked = [body["input"] for body in served.bodies("speech")]
    assert sorted(asked) == sorted([LISTED[0], "It costs five dollars today.", *LISTED[2:]])
    seconds = 4 * 0.5 + 0.25 + 0.6 + 0.25
    assert len(load(Path("text.wav"), RATE)) / RATE == pytest.approx(seconds, abs=0.01)
    words = json.loads(Path("text.json").read_text("utf-8"))["words"]
    assert " ".join(word["word"] for word in words[:9]) == "The first sentence is here It costs $5 today"
    assert files() == ["text.json", "text.srt", "text.txt", "text.vtt", "text.wav"]


def test_it_is_as_fast_as_is_wanted_and_begins_where_is_wanted(cli: Cli, served: ApiServer, text: Path) -> None:
    assert cli("read", text, "-o", "text.wav", "--speed", "2", "--from", "3", "--voice", "onyx").status == 0
    assert [body["voice"] for body in served.bodies("speech")] == ["onyx", "onyx"]
    assert [body.get("speed", 1.0) for body in served.bodies("speech")] == [1.0, 1.0]  # it is stretched here
    assert len(load(Path("text.wav"), RATE)) / RATE == pytest.approx(0.5 + 0.125, abs=0.03)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffmpeg is not installed")
@pytest.mark.parametrize("name", ["book.mp3", "book.m4b"])
def test_a_book_has_chapters(cli: Cli, book: Path, name: str) -> None:
    done = cli("read", book, "-o", name)
    assert (done.status, done.err) == (0, "")
    probe = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", name]
    shown = json.loads(subprocess.run(probe, capture_output=True, check=True, timeout=30).stdout)
    assert [chapter["tags"]["title"] for chapter in shown["chapters"]] == ["The beginning", "둘째 장"]


def test_a_server_that_fails_is_told_and_the_next_run_goes_on(cli: Cli, served: ApiServer, text: Path) -> None:
    served.faults["speech"] = [400]
    done = cli("read", text, "-o", "text.wav")
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert files() == ["text.txt"]
    before = len(served.bodies("speech"))
    assert cli("read", text, "-o", "text.wav").status == 0
    assert len(served.bodies("speech")) <= before + 4
    assert files() == ["text.txt", "text.wav"]


@pytest.mark.parametrize("name", ["text.docx", "nowhere/text.mp3"])
def test_a_place_that_takes_no_file_is_told_before_anyone_is_asked(
    cli: Cli, served: ApiServer, text: Path, name: str
) -> None:
    done = cli("read", text, "-o", name)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert served.asked == []


@on_posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, main.INTERRUPTED), (signal.SIGTERM, TERMINATED)])
def test_ended_from_outside_it_says_that_it_can_go_on(
    served: ApiServer, text: Path, number: signal.Signals, status: int
) -> None:
    served.faults["speech"] = ["hang"]
    with begin("read", text, "-o", "text.wav") as process:
        assert served.hanging.wait(WAIT_SECONDS)
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=WAIT_SECONDS)
    assert (process.returncode, out) == (status, "")
    assert err.strip() == "Stopped. The same command goes on after the last sentence that was spoken."
    assert eventually(lambda: is_gone(process.pid))  # some end when they notice that it did
    assert files() == ["text.txt"]


# --- aloud ------------------------------------------------------------------------------------------------------------


@on_posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, main.INTERRUPTED), (signal.SIGTERM, TERMINATED)])
def test_ended_from_outside_it_is_silent_at_once(
    served: ApiServer, text: Path, number: signal.Signals, status: int
) -> None:
    served.speech = pcm(tone(20.0, RATE))
    reading = [sys.executable, "-m", "tests.cli.reading_aloud", "read", str(text)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        reading, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert any(line.startswith("#sound") for line in process.stdout)
        asked_at = time.monotonic()
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=WAIT_SECONDS)
        ended_at = time.monotonic()
    (silent_at,) = (float(line.split()[1]) for line in out.splitlines() if line.startswith("#silent"))
    assert (process.returncode, err) == (status, "\nStopped. It goes on there with --from 1.\n")
    assert silent_at - asked_at <= 0.1
    assert ended_at - asked_at <= 2.0  # about half a second on two cores that nobody else uses
    assert eventually(lambda: is_gone(process.pid))  # some end when they notice that it did


def test_it_is_read_aloud_and_each_sentence_printed(cli: Cli, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player = Player()
    monkeypatch.setattr("voiceassistant.app.speech_player", lambda name: player)
    done = cli("read", text, "--from", "2")
    assert (done.status, done.out.splitlines(), done.err) == (0, LISTED[1:], "")
    assert player.answer.seconds == pytest.approx(3 * 0.5 + 0.6 + 0.25 + 0.6, abs=0.01)


def test_without_a_speaker_it_is_told_how_to_get_a_file(
    cli: Cli, served: ApiServer, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_speaker(name: str) -> Player:
        raise NoSpeaker("There is no speaker")

    monkeypatch.setattr(Player, "open", no_speaker)
    monkeypatch.setattr("voiceassistant.app.speech_player", lambda name: Player())
    done = cli("read", text)
    assert done.status == 1
    assert done.err == "voiceassistant: There is no speaker. Connect one, or have a file written with -o FILE.\n"
    assert served.asked == []


def test_the_command_line_comes_before_the_settings() -> None:
    args = main.make_parser().parse_args(["read", "a.txt", "--voice", "nova", "--speed", "1.5"])
    saved = Settings().with_values(reading={"voice": "echo", "voices": {"ko": "onyx"}, "speed": 2.0})
    assert chosen(saved, args).reading.model_dump() == {
        **saved.reading.model_dump(), "voice": "nova", "voices": {}, "speed": 1.5,
    }  # fmt: skip


@pytest.mark.local
@pytest.mark.timeout(300)
def test_the_local_engine_reads_a_book(served: ApiServer, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("TRANSCRIPTION", "CHAT", "SPEECH"):
        monkeypatch.delenv(f"VOICEASSISTANT_{role}_URL")
        monkeypatch.delenv(f"VOICEASSISTANT_{role}_KEY")
    command = [*COMMAND, "read", str(book), "-o", "book.mp3", "--subtitles", "--timings", "book.json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(Path("book.json").read_text("utf-8"))
    assert [word["word"] for word in told["words"]][-2:] == ["그리고", "끝났습니다"]
    seconds = len(load(Path("book.mp3"), RATE)) / RATE
    assert seconds == pytest.approx(told["seconds"], abs=0.1)
    assert 4.0 < seconds < 20.0
