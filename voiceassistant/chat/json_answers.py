"""Answers as JSON: what is asked of the server, and whether what came is whole. Pure."""

import json
from typing import Any, Literal

from voiceassistant.errors import RequestRefused
from voiceassistant.messages import JsonAnswer

Form = Literal["json_schema", "json_object", "prompt"]

KINDS = ("object", "array", "string", "number", "integer", "boolean", "null")


def json_state(text: str) -> Literal["whole", "broken"]:
    """Whether an answer is JSON to its end; one that was cut off is broken."""
    try:
        json.loads(text)
    except ValueError:
        return "broken"
    return "whole"


def schema_of(as_json: JsonAnswer) -> dict[str, Any] | None:
    """The schema as a value, None for any object. Raises RequestRefused: the text is no JSON Schema."""
    if not as_json.schema.strip():
        return None
    try:
        schema = json.loads(as_json.schema)
    except ValueError as error:
        raise _bad_schema(f"is not JSON: {error}") from error
    if not isinstance(schema, dict):
        raise _bad_schema("is not a JSON object")
    kinds = schema.get("type", "object")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in KINDS:
            raise _bad_schema(f"has a type that does not exist: {kind!r}")
    if not isinstance(schema.get("properties", {}), dict):
        raise _bad_schema("has properties that are not a JSON object")
    return schema


def response_format(schema: dict[str, Any] | None, form: Form) -> dict[str, Any] | None:
    match form:
        case "json_schema" if schema is not None:
            described = {"name": "answer", "schema": schema, "strict": is_strict(schema)}
            return {"type": "json_schema", "json_schema": described}
        case "prompt":
            return None
    return {"type": "json_object"}


def instruction(as_json: JsonAnswer, usual: str, schema: dict[str, Any] | None, form: Form) -> str:
    """The system prompt: servers refuse JSON mode unless the word JSON is in some message."""
    sentences = [as_json.instruction or usual, "Answer with one JSON object and nothing else."]
    if schema is not None and form != "json_schema":
        sentences.append(f"It has to fit this JSON Schema: {json.dumps(schema, ensure_ascii=False)}")
    return "\n".join(sentences)


def is_strict(schema: Any) -> bool:
    """Whether every object in it lists all its properties as required and allows no others: then servers hold to it."""
    if isinstance(schema, list):
        return all(is_strict(part) for part in schema)
    if not isinstance(schema, dict):
        return True
    properties = schema.get("properties")
    if schema.get("type") == "object" or isinstance(properties, dict):
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required", ())) != set(properties or ()):
            return False
        return all(is_strict(part) for part in (properties or {}).values())
    return all(is_strict(part) for part in schema.values())


def _bad_schema(problem: str) -> RequestRefused:
    failure = RequestRefused(f"The JSON Schema {problem}")
    failure.advice = "Correct the schema, or leave it out."
    return failure
