import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli, calculation
from tests.fakes.api_server import ApiServer, delta
from voiceassistant import settings
from voiceassistant.audio.files import load
from voiceassistant.cli.ask import no_reply
from voiceassistant.servers.services import sample_path
from voiceassistant.settings import Settings

KEYS = [
    *("transcript", "language", "reply", "tool_calls", "finish_reason", "usage", "audio", "timings_ms"),
    *("errors", "server", "model"),
]
STEPS = ["pause_noticed", "turn_closed", "transcript", "first_token", "first_sentence", "first_audio", "done"]
SECONDS = 0.2  # of speech that the API server gives


def one_object(text: str) -> dict[str, Any]:
    """The one JSON object that the text is."""
    found: dict[str, Any] = json.loads(text)
    assert list(found) == KEYS
    assert list(found["timings_ms"]) == STEPS
    return found


def test_a_typed_question_is_answered_in_text(cli: Cli, served: ApiServer) -> None:
    done = cli("ask", "How are you?")
    assert (done.status, done.out.strip(), done.err) == (0, "Hello there.", "")
    assert served.bodies("chat")[0]["messages"][-1] == {"role": "user", "content": "How are you?"}
    assert served.bodies("transcriptions") == []


def test_a_tools_call_is_shown(cli: Cli, served: ApiServer) -> None:
    served.rounds = calculation("It is 391.")
    done = cli("ask", "What is 17 times 23?")
    tool, answer = done.out.strip().splitlines()
    assert (done.status, answer.strip()) == (0, "It is 391.")
    assert tool.startswith("Tool:   calculate(")
    assert "391" in tool


def test_a_recorded_question_is_heard_answered_and_spoken_to_a_file(cli: Cli, served: ApiServer) -> None:
    served.text = "What is the answer?"
    done = cli("ask", "--audio", sample_path(), "--out", "answer.mp3")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == "Heard:  What is the answer?"
    assert abs(len(load(Path("answer.mp3"), 24_000)) / 24_000 - SECONDS) < 0.1


def test_json_is_one_object_of_all_that_happened(cli: Cli, served: ApiServer) -> None:
    served.text, served.rounds = "What is 17 times 23?", calculation("It is 391.")
    done = cli("ask", "--json", "--audio", sample_path(), "--out", "answer.wav")
    found = one_object(done.out)
    assert (done.status, found["errors"]) == (0, [])
    assert (found["transcript"], found["language"], found["reply"]) == ("What is 17 times 23?", "en", "It is 391.")
    (call,) = found["tool_calls"]
    assert list(call) == ["name", "arguments", "result"]
    assert (call["name"], json.loads(call["arguments"])) == ("calculate", {"expression": "17 * 23"})
    assert "391" in call["result"]
    assert found["finish_reason"] == "stop"
    assert found["usage"] == {"prompt_tokens": 10, "completion_tokens": 3, "cached_tokens": 0}
    assert found["audio"] == "answer.wav"
    assert len(load(Path("answer.wav"), 24_000)) == SECONDS * 24_000
    assert [found["timings_ms"][step] for step in STEPS[:2]] == [None, None]  # these are hands-free
    moments = [found["timings_ms"][step] for step in STEPS[2:]]
    assert all(moment > 0 for moment in moments)
    assert moments[0] < moments[1] <= moments[2] < moments[3] <= moments[4]


def test_json_of_a_typed_question(cli: Cli) -> None:
    found = one_object(cli("ask", "--json", "안녕하세요?").out)
    assert (found["transcript"], found["reply"], found["audio"]) == ("안녕하세요?", "Hello there.", None)
    assert found["timings_ms"]["transcript"] is None


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("transcriptions", {"transcript": "", "reply": "", "audio": None}),
        ("chat", {"transcript": "Hello there.", "reply": "", "audio": None}),
        ("speech", {"transcript": "Hello there.", "reply": "Hello there.", "audio": None}),
    ],
)
def test_a_role_that_fails_is_told_in_one_sentence(
    cli: Cli, served: ApiServer, path: str, known: dict[str, Any]
) -> None:
    served.faults[path] = [401]
    done = cli("ask", "--json", "--audio", sample_path(), "--out", "answer.wav")
    found = one_object(done.out)
    assert done.status == 1
    assert {name: found[name] for name in known} == known
    assert len(found["errors"]) == 1
    assert done.err == f"voiceassistant: {found['errors'][0]}\n"
    assert "refused the API key" in done.err
    assert found["timings_ms"]["done"] > 0
    assert not Path("answer.wav").exists()


def test_of_an_answer_that_breaks_off_there_is_what_came(cli: Cli, served: ApiServer) -> None:
    served.rounds = [calculation("")[0]]
    served.faults["chat"] = []
    served.chunks = [{"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "It is "}}]}]
    done = cli("ask", "--json", "What is 17 times 23?")
    found = one_object(done.out)
    assert (done.status, found["reply"], found["finish_reason"]) == (1, "It is", "")
    assert [call["name"] for call in found["tool_calls"]] == ["calculate"]
    assert "broke off" in done.err


@pytest.mark.slow
def test_a_server_that_hangs_is_given_up(cli: Cli, served: ApiServer) -> None:
    settings.save(Settings().with_values(chat={"timeout_seconds": 1.0, "attempts": 1}))
    served.faults["chat"] = ["hang"]
    done = cli("ask", "Hello?")
    assert done.status == 1
    assert "did not answer within 1 seconds" in done.err
    assert served.hung_up.wait(5)


def test_nobody_speaks(cli: Cli, served: ApiServer, silence: Path) -> None:
    done = cli("ask", "--audio", silence)
    assert (done.status, done.out.strip()) == (1, "")
    assert done.err.startswith("voiceassistant: I heard nothing.")
    assert served.asked == []


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", "folder"])
def test_a_file_that_cannot_be_heard(cli: Cli, served: ApiServer, tmp_path: Path, content: object) -> None:
    path = tmp_path / "question.wav"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    done = cli("ask", "--json", "--audio", path)
    found = one_object(done.out)
    assert done.status == 1
    assert done.err == f"voiceassistant: {found['errors'][0]}\n"
    assert "question.wav" in done.err
    assert served.asked == []


@pytest.mark.parametrize("json_option", [[], ["--json"]])
@pytest.mark.parametrize("name", ["answer.docx", "answer", "no-such-folder/answer.wav", "folder.wav"])
def test_an_answer_that_cannot_be_written_is_told_before_it_is_asked(
    cli: Cli, served: ApiServer, name: str, json_option: list[str]
) -> None:
    Path("folder.wav").mkdir()
    done = cli("ask", "Hello?", "--out", name, *json_option)
    assert done.status == 1
    assert done.err.startswith(f"voiceassistant: {Path(name).name} ")
    assert len(done.err.splitlines()) == 1
    assert one_object(done.out)["errors"] if json_option else done.out == ""
    assert served.asked == []


@pytest.mark.parametrize(("finish_reason", "word"), [("content_filter", "withheld"), ("stop", "empty")])
def test_an_empty_answer_is_a_failure(cli: Cli, served: ApiServer, finish_reason: str, word: str) -> None:
    served.chunks = [delta({"content": ""}, finish_reason)]
    done = cli("ask", "Hello?")
    assert (done.status, done.out) == (1, "")
    assert word in done.err
    assert len(done.err.splitlines()) == 1


def test_the_command_itself_notices_an_empty_answer() -> None:
    assert no_reply("content_filter").sentence.startswith("The answer was withheld by the server.")
    assert no_reply("stop").sentence.startswith("The server sent an empty answer.")


def test_an_answer_without_sound_is_no_file(cli: Cli, served: ApiServer) -> None:
    served.text = "😀"
    done = cli("ask", "Hello?", "--out", "answer.wav")
    assert (done.status, done.out.strip()) == (1, "😀")
    assert "answer.wav was not written" in done.err
    assert not Path("answer.wav").exists()


def test_no_empty_line_comes_before_an_error(cli: Cli, served: ApiServer) -> None:
    served.faults["chat"] = [401]
    done = cli("ask", "Hello?")
    assert (done.status, done.out) == (1, "")
    assert "refused the API key" in done.err


def test_settings_that_do_not_fit(cli: Cli, served: ApiServer) -> None:
    settings.settings_path().parent.mkdir(parents=True)
    settings.settings_path().write_text('{"theme": "pink"}')
    done = cli("ask", "--json", "Hello?")
    assert done.status == 1
    assert "theme" in one_object(done.out)["errors"][0]
    assert served.asked == []


@pytest.mark.parametrize("arguments", [["ask"], ["ask", " "], ["ask", "Hello?", "--audio", "file.wav"]])
def test_a_question_is_one_text_or_one_recording(cli: Cli, served: ApiServer, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli(*arguments)
    assert ended.value.code == 2
    assert served.asked == []
