from typing import Any

import pytest

from voiceassistant.local.protocol import wire

QUESTION = {"role": "user", "content": "Hello."}


def test_error_body_has_the_apis_shape() -> None:
    error = wire.unknown_model("gpt-x")
    assert error.status == 404
    assert error.body["error"] == {
        "message": "The model 'gpt-x' does not exist here.",
        "type": "invalid_request_error",
        "param": "model",
        "code": "model_not_found",
    }


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"messages": [QUESTION]}, "model"),
        ({"model": "m", "messages": []}, "messages"),
        ({"model": "m", "messages": [{"role": "robot", "content": ""}]}, "messages[0].role"),
        ({"model": "m", "messages": [QUESTION], "temperature": 3}, "temperature"),
        ({"model": "m", "messages": [QUESTION], "max_tokens": 0}, "max_tokens"),
        ([], None),
    ],
)
def test_a_request_that_does_not_fit_is_refused_by_its_field(fields: Any, param: str | None) -> None:
    with pytest.raises(wire.ApiError) as caught:
        wire.parse(wire.ChatRequest, fields)
    assert caught.value.status == 400
    assert caught.value.body["error"]["param"] == param


def test_unknown_fields_are_ignored_and_parts_are_joined() -> None:
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    fields = {"model": "m", "messages": [{"role": "user", "content": parts}], "store": True, "max_tokens": 5}
    request = wire.parse(wire.ChatRequest, fields)
    assert request.messages[0].text == "one\ntwo"
    assert request.token_limit == 5


def test_granularities_may_be_repeated_in_the_form() -> None:
    form = [("model", "whisper-1"), ("response_format", "verbose_json")]
    form += [("timestamp_granularities[]", "word"), ("timestamp_granularities[]", "segment")]
    request = wire.parse(wire.TranscriptionRequest, wire.form_fields([*form, ("language", "")]))
    assert request.timestamp_granularities == ("word", "segment")
    assert request.language is None


@pytest.mark.parametrize("fields", [{"input": ""}, {"input": "x" * 4097}, {"speed": 5}, {"response_format": "wma"}])
def test_speech_has_limits(fields: dict[str, Any]) -> None:
    with pytest.raises(wire.ApiError):
        wire.parse(wire.SpeechRequest, {"model": "tts-1", "voice": "alloy", "input": "Hello", **fields})
