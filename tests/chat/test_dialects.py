"""The chat client against a server with a cloud's manners."""

import base64
import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pictures

from tests.chat.test_completions import HELLO, AddingTools
from tests.fakes.api_server import KEY, Door, delta, usage
from tests.fakes.cloud import Cloud
from voiceassistant.chat.completions import ApiChat
from voiceassistant.chat.dialect import KEPT_DAYS, Dialects, Feature, blamed
from voiceassistant.chat.json_answers import is_strict, json_state
from voiceassistant.chat.request import ChatOptions
from voiceassistant.client import Service, connect
from voiceassistant.errors import CannotSee, RequestRefused
from voiceassistant.messages import Image, JsonAnswer, Message, ReplyFinished, ReplyPart, TextDelta, Token
from voiceassistant.roles import Endpoint
from voiceassistant.settings import Role

TODAY = date(2026, 11, 24)
EVERYTHING = ChatOptions("low", 500, True)
SCHEMA = (
    '{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false}'
)
LOOK = "What is this?"


@pytest.fixture
def cloud(door: Door) -> Cloud:
    door.api = Cloud(door.base_url)
    return door.api


Make = Callable[..., ApiChat]


@pytest.fixture
async def chat(cloud: Cloud) -> AsyncIterator[Make]:
    """A chat with the cloud as OpenAI's own server."""
    made: list[Service] = []

    def make(options: ChatOptions = EVERYTHING, dialects: Dialects | None = None, **rest: Any) -> ApiChat:
        made.append(connect(Endpoint(Role.CHAT, "openai", cloud.base_url, "m"), cloud.base_url, KEY, 5.0, 1))
        return ApiChat(made[-1], AddingTools(), "Be brief.", options, dialects, **rest)

    yield make
    for service in made:
        await service.client.close()


async def ask(chat: ApiChat, history: list[Message] = HELLO, as_json: JsonAnswer | None = None) -> list[ReplyPart]:
    async with aclosing(chat.reply(history, as_json)) as parts:
        return [part async for part in parts]


async def test_the_current_dialect_is_spoken_first(cloud: Cloud, chat: Make) -> None:
    await ask(chat())
    (body,) = cloud.bodies("chat")
    assert (body["max_completion_tokens"], body["reasoning_effort"]) == (500, "low")
    assert (body["logprobs"], body["top_logprobs"], body["stream_options"]) == (True, 3, {"include_usage": True})
    assert "max_tokens" not in body


@pytest.mark.parametrize(
    ("refused", "then"),
    [
        ({"max_completion_tokens"}, {"max_tokens": 500, "max_completion_tokens": None}),
        ({"max_completion_tokens", "max_tokens"}, {"max_tokens": None, "max_completion_tokens": None}),
        ({"effort_with_tools"}, {"reasoning_effort": "none"}),
        ({"reasoning_effort"}, {"reasoning_effort": None}),
        ({"logprobs"}, {"logprobs": None, "top_logprobs": None}),
        ({"stream_options"}, {"stream_options": None}),
        ({"tools"}, {"tools": None, "tool_choice": None, "reasoning_effort": "low"}),
    ],
    ids=lambda value: "+".join(sorted(value)),  # a set's own order differs between the workers that share the tests
)
async def test_what_is_refused_is_said_otherwise_and_remembered(
    cloud: Cloud, chat: Make, refused: set[str], then: dict[str, Any]
) -> None:
    cloud.refuses = refused
    asking = chat()
    first, asked = await ask(asking), len(cloud.bodies("chat"))
    assert first[0] == TextDelta("Hello ")
    assert {name: cloud.bodies("chat")[-1].get(name) for name in then} == then
    await ask(asking)
    assert len(cloud.bodies("chat")) == asked + 1


@pytest.mark.parametrize("status", [400, 404, 422, 500])
async def test_a_refusal_may_have_another_status(cloud: Cloud, chat: Make, status: int) -> None:
    cloud.refuses, cloud.status = {"tools"}, status
    assert (await ask(chat()))[0] == TextDelta("Hello ")


async def test_a_server_that_takes_nothing_extra_is_asked_plainly(cloud: Cloud, chat: Make) -> None:
    cloud.refuses = {"max_completion_tokens", "max_tokens", "reasoning_effort", "logprobs", "stream_options", "tools"}
    await ask(chat())
    assert set(cloud.bodies("chat")[-1]) == {"model", "messages", "stream"}


async def test_a_dialect_outlives_the_program_for_a_month(cloud: Cloud, chat: Make, tmp_path: Path) -> None:
    path = tmp_path / "dialects.json"
    cloud.refuses = {"max_completion_tokens"}
    await ask(chat(dialects=Dialects(path, TODAY)))
    await ask(chat(dialects=Dialects(path, TODAY + timedelta(KEPT_DAYS))))
    assert len(cloud.bodies("chat")) == 3
    assert KEY not in path.read_text()
    await ask(chat(dialects=Dialects(path, TODAY + timedelta(KEPT_DAYS + 1))))
    assert len(cloud.bodies("chat")) == 5


@pytest.mark.parametrize("content", ["", "[]", '{"x": 1}', "{"])
def test_a_broken_file_is_learnt_anew(tmp_path: Path, content: str) -> None:
    path = tmp_path / "dialects.json"
    path.write_text(content)
    endpoint = Endpoint(Role.CHAT, "custom", "http://server/v1", "m")
    dialects = Dialects(path, TODAY)
    assert dialects.of(endpoint).takes("tools")
    dialects.learn(endpoint, "tools")
    assert not Dialects(path, TODAY).of(endpoint).takes("tools")


@pytest.mark.parametrize(
    ("message", "sent", "feature"),
    [
        ("'temperature' is not supported", {"tools", "logprobs"}, None),
        ("max_completion_tokens is too large: 500, this model supports at most 200", {"max_completion_tokens"}, None),
        ("Invalid image data", {"images"}, None),
        ("image input is not supported - hint: you may need to provide the mmproj", {"images"}, "images"),
        ('"auto" tool choice requires --enable-auto-tool-choice', {"tools"}, "tools"),
        ("Function tools with reasoning_effort are not supported", {"tools", "reasoning_effort"}, "reasoning_effort"),
    ],
)
def test_who_is_blamed(message: str, sent: set[Feature], feature: Feature | None) -> None:
    assert blamed("", message, sent) == feature


# --- confidence -----------------------------------------------------------------------------------------------------


def token(text: str, logprob: float, *others: tuple[str, float], raw: bytes | None = None) -> dict[str, Any]:
    top = [{"token": name, "logprob": value, "bytes": None} for name, value in ((text, logprob), *others)]
    return {"token": text, "logprob": logprob, "bytes": list(raw or text.encode()), "top_logprobs": top}


def sure(text: str, *tokens: dict[str, Any]) -> dict[str, Any]:
    chunk = delta({"content": text})
    chunk["choices"][0]["logprobs"] = {"content": list(tokens), "refusal": None}
    return chunk


async def test_tokens_come_with_the_text_even_where_they_end_within_a_character(cloud: Cloud, chat: Make) -> None:
    first, last = "안".encode()[:2], "안".encode()[2:]
    cloud.chunks = [
        sure("Hi ", token("Hi ", -0.5, ("Ho ", -3.0), ("Hey ", -1.0))),
        sure("", token(r"bytes:\xec\x95", -0.1, raw=first)),
        sure("안", token(r"bytes:\x88", -0.2, raw=last)),
        delta({}, "stop"),
    ]
    hi, an, _ = await ask(chat())
    assert hi == TextDelta("Hi ", (Token("Hi ", -0.5, (("Hey ", -1.0), ("Ho ", -3.0))),))
    assert isinstance(an, TextDelta)
    (joined,) = an.tokens
    assert (an.text, joined.text, round(joined.logprob, 6)) == ("안", "안", -0.3)


async def test_confidence_that_is_refused_is_told_once(cloud: Cloud, chat: Make) -> None:
    cloud.refuses = {"logprobs"}
    told: list[str] = []
    asking = chat(on_notice=told.append)
    await ask(asking)
    await ask(asking)
    assert told == ["OpenAI does not say how sure the model m is of its words."]


async def test_cached_tokens_and_the_model_are_told(cloud: Cloud, chat: Make) -> None:
    counted = usage(100, 2)
    counted["usage"]["prompt_tokens_details"] = {"cached_tokens": 64}
    cloud.chunks = [delta({"content": "Hi"}), delta({}, "content_filter"), counted]
    finished = (await ask(chat()))[-1]
    assert isinstance(finished, ReplyFinished)
    assert (finished.usage.cached_tokens, finished.server, finished.model) == (64, "OpenAI", "m")
    assert finished.finish_reason == "content_filter"


# --- JSON -----------------------------------------------------------------------------------------------------------


async def test_json_by_schema(cloud: Cloud, chat: Make) -> None:
    await ask(chat(), as_json=JsonAnswer(SCHEMA, "Find the number."))
    (body,) = cloud.bodies("chat")
    asked = body["response_format"]["json_schema"]
    assert (asked["schema"], asked["strict"]) == (json.loads(SCHEMA), True)
    assert body["messages"][0]["content"].startswith("Find the number.")
    assert "tools" not in body


@pytest.mark.parametrize(
    "refused", [{"json_schema"}, {"json_schema", "json_object"}], ids=lambda names: "+".join(sorted(names))
)
async def test_a_schema_that_is_refused_is_told_in_words(cloud: Cloud, chat: Make, refused: set[str]) -> None:
    cloud.refuses = refused
    await ask(chat(), as_json=JsonAnswer(SCHEMA))
    body = cloud.bodies("chat")[-1]
    assert body.get("response_format") == (None if "json_object" in refused else {"type": "json_object"})
    assert "JSON" in body["messages"][0]["content"]
    assert '"additionalProperties"' in body["messages"][0]["content"]


@pytest.mark.parametrize("schema", ["{", "[]", '{"type": "number of things"}', '{"properties": 1}'])
async def test_what_is_no_schema_is_not_sent(cloud: Cloud, chat: Make, schema: str) -> None:
    with pytest.raises(RequestRefused, match="The JSON Schema"):
        await ask(chat(), as_json=JsonAnswer(schema))
    assert cloud.asked == []


def test_json_that_is_cut_is_broken() -> None:
    assert json_state('{"a": [1, 2]}') == "whole"
    assert json_state('{"a": [1, 2') == "broken"


def test_only_a_closed_schema_is_strict() -> None:
    assert is_strict(json.loads(SCHEMA))
    assert not is_strict({"type": "object", "properties": {"a": {}}, "additionalProperties": False})
    assert not is_strict({"type": "array", "items": {"type": "object"}})


# --- pictures -------------------------------------------------------------------------------------------------------


def picture(path: Path, size: tuple[int, int] = (3000, 1000), mode: str = "RGB") -> Image:
    Pictures.new(mode, size).save(path)
    return Image(str(path), path.name)


def decoded(part: dict[str, Any]) -> Pictures.Image:
    kind, _, data = part["image_url"]["url"].partition(";base64,")
    image = Pictures.open(io.BytesIO(base64.b64decode(data)))
    assert kind == f"data:image/{str(image.format).lower()}"
    return image


async def test_pictures_go_small_enough_and_in_their_kind(cloud: Cloud, chat: Make, tmp_path: Path) -> None:
    images = (picture(tmp_path / "a.jpg"), picture(tmp_path / "b.png", (20, 10), "RGBA"), Image("https://host/c.png"))
    await ask(chat(), [Message("user", LOOK, images=images)])
    words, jpeg, png, remote = cloud.bodies("chat")[0]["messages"][1]["content"]
    assert words == {"type": "text", "text": LOOK}
    assert (decoded(jpeg).size, decoded(jpeg).format) == ((2048, 683), "JPEG")
    assert (decoded(png).size, decoded(png).format) == ((20, 10), "PNG")
    assert remote["image_url"]["url"] == "https://host/c.png"


async def test_an_earlier_picture_goes_along_small(cloud: Cloud, chat: Make, tmp_path: Path) -> None:
    images = (picture(tmp_path / "a.png"),)
    history = [Message("user", LOOK, images=images), Message("assistant", "A bar."), Message("user", "What colour?")]
    await ask(chat(), history)
    part = cloud.bodies("chat")[0]["messages"][1]["content"][1]
    assert (decoded(part).size, part["image_url"]["detail"]) == ((512, 171), "low")


async def test_a_model_that_cannot_see_says_so_and_then_answers_text(cloud: Cloud, chat: Make, tmp_path: Path) -> None:
    cloud.refuses = {"images"}
    asking = chat()
    looking = Message("user", LOOK, images=(picture(tmp_path / "a.png"),))
    with pytest.raises(CannotSee, match="cannot see with the model m"):
        await ask(asking, [looking])
    await ask(asking, [looking, *HELLO])
    assert [message["content"] for message in cloud.bodies("chat")[-1]["messages"][1:]] == [LOOK, "Hello"]
    assert len(cloud.bodies("chat")) == 2  # what it cannot see was not sent again


async def test_a_file_that_is_no_picture_is_not_sent(cloud: Cloud, chat: Make, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("no picture")
    with pytest.raises(RequestRefused, match=r"notes\.png cannot be read as a picture"):
        await ask(chat(), [Message("user", LOOK, images=(Image(str(path)),))])
    assert cloud.asked == []
