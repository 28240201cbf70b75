"""What `ask` can be told beside the question."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.chat.test_dialects import sure, token
from tests.cli.conftest import Cli
from tests.fakes.api_server import ApiServer, Door, delta
from tests.fakes.cloud import Cloud
from voiceassistant import settings
from voiceassistant.settings import Settings


@pytest.fixture
def cloud(served: ApiServer, door: Door) -> Cloud:
    """The server that `served` has set up, with a cloud's manners."""
    door.api = Cloud(served.base_url)
    return door.api


def system_prompt(server: ApiServer) -> str:
    prompt: str = server.bodies("chat")[-1]["messages"][0]["content"]
    return prompt


def test_another_prompt_and_model(cli: Cli, served: ApiServer) -> None:
    assert cli("ask", "Hello?", "--system", "Talk like a pirate.", "--model", "small").status == 0
    assert system_prompt(served) == "Talk like a pirate."
    assert served.bodies("chat")[0]["model"] == "small"


def test_a_persona_answers(cli: Cli, served: ApiServer) -> None:
    persona = {"name": "Cook", "system_prompt": "You cook.", "voice": "nova", "model": "chef"}
    settings.save(Settings().with_values(personas=[persona]))
    assert cli("ask", "Hello?", "--persona", "Cook", "--out", "answer.wav").status == 0
    assert system_prompt(served) == "You cook."
    assert served.bodies("chat")[0]["model"] == "chef"
    assert served.bodies("speech")[0]["voice"] == "nova"
    cli("ask", "Hello?", "--persona", "Cook", "--model", "small")
    assert served.bodies("chat")[1]["model"] == "small"


def test_a_persona_that_is_not_there(cli: Cli, served: ApiServer) -> None:
    done = cli("ask", "Hello?", "--persona", "Nobody")
    assert (done.status, served.asked) == (1, [])
    assert "There is no persona Nobody" in done.err


def test_json_mode_prints_the_json_alone(cli: Cli, served: ApiServer, tmp_path: Path) -> None:
    served.chunks = [delta({"content": '{"a": 1}'}), delta({}, "stop")]
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": "object"}')
    done = cli("ask", "Hello?", "--json-mode", "--schema", schema)
    assert (done.status, done.out, done.err) == (0, '{"a": 1}\n', "")
    assert served.bodies("chat")[0]["response_format"]["json_schema"]["schema"] == {"type": "object"}


@pytest.mark.parametrize(("finish_reason", "words"), [("length", "cut off"), ("stop", "not whole JSON")])
def test_json_that_is_broken(cli: Cli, served: ApiServer, finish_reason: str, words: str) -> None:
    served.chunks = [delta({"content": '{"a": [1, '}), delta({}, finish_reason)]
    done = cli("ask", "Hello?", "--json-mode")
    assert (done.status, done.out) == (1, '{"a": [1,\n')
    assert words in done.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--schema", "schema.json"], "without --json-mode"),
        (["--json-mode", "--schema", "missing.json"], "missing.json cannot be read"),
        (["--image", "missing.png"], "There is no picture missing.png"),
    ],
)
def test_options_that_do_not_fit(cli: Cli, served: ApiServer, options: list[str], words: str) -> None:
    done = cli("ask", "Hello?", *options)
    assert (done.status, served.asked) == (1, [])
    assert words in done.err


def test_a_cut_answer_says_so(cli: Cli, served: ApiServer) -> None:
    served.chunks = [delta({"content": "Once upon"}), delta({}, "length")]
    done = cli("ask", "Hello?")
    assert (done.status, done.out, done.err) == (0, "Once upon\n", "voiceassistant: finish_reason: length\n")


def test_an_answer_whose_rest_is_withheld_is_a_failure(cli: Cli, served: ApiServer) -> None:
    served.chunks = [delta({"content": "Once upon"}), delta({}, "content_filter")]
    done = cli("ask", "Hello?")
    assert (done.status, done.out) == (1, "Once upon\n")
    assert "withheld the rest" in done.err
    assert len(done.err.splitlines()) == 1


def test_unsure_words_are_told_with_their_alternatives(cli: Cli, served: ApiServer) -> None:
    served.chunks = [
        sure("It is ", token("It is ", -0.01)),
        sure("red", token("red", -1.2, ("blue", -1.6))),
        delta({}, "stop"),
    ]
    lines = cli("ask", "Hello?", "--logprobs").out.splitlines()
    assert lines == ["It is red", "Unsure: 'red' 30% (or 'blue' 20%)"]
    found = json.loads(cli("ask", "Hello?", "--logprobs", "--json").out)
    assert [entry["text"] for entry in found["logprobs"]] == ["It is ", "red"]
    assert found["logprobs"][1]["alternatives"] == [["blue", -1.6]]


def test_logprobs_that_the_server_refuses(cli: Cli, cloud: Cloud) -> None:
    cloud.refuses = {"logprobs"}
    done = cli("ask", "Hello?", "--logprobs")
    assert (done.status, done.out.strip()) == (0, "Hello there.")
    assert "does not say how sure" in done.err


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
def test_a_model_that_cannot_see_is_sent_the_text_in_the_picture(cli: Cli, cloud: Cloud, tmp_path: Path) -> None:
    cloud.refuses = {"images"}
    page = Image.new("RGB", (800, 200), "white")
    ImageDraw.Draw(page).text((40, 60), "The train leaves at noon", "black", ImageFont.load_default(48))
    page.save(tmp_path / "page.png")
    done = cli("ask", "What is this?", "--image", tmp_path / "page.png")
    assert (done.status, done.out.strip()) == (0, "Hello there.")
    assert "the text in the picture was sent instead" in done.err
    asked = cloud.bodies("chat")[-1]["messages"][1:]
    assert [message["role"] for message in asked] == ["user"]
    assert "The train leaves at noon" in asked[0]["content"]


def test_a_remote_picture_is_not_read_here(cli: Cli, cloud: Cloud) -> None:
    cloud.refuses = {"images"}
    done = cli("ask", "What is this?", "--image", "https://host.example/a.png")
    assert done.status == 1
    assert "cannot see" in done.err
