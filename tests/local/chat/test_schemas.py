from typing import Any

import pytest

from voiceassistant.local.chat import schemas

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 80},
        "age": {"type": ["integer", "null"], "minimum": 0, "maximum": 150},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 0},
        "home": {"$ref": "#/$defs/place"},
        "pet": {"anyOf": [{"const": "cat"}, {"type": "null"}]},
    },
    "required": ["name"],
    "additionalProperties": False,
    "$defs": {"place": {"type": "object", "properties": {"city": {"type": "string"}}}},
}


def nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer"}
    for _ in range(levels - 1):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize("schema", [{}, PERSON, {"type": "object", "properties": {}}, nested(schemas.MOST_LEVELS)])
def test_sound_schemas_have_no_problem(schema: dict[str, Any]) -> None:
    assert schemas.problem(schema) == ""


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ([], "must be an object"),
        (True, "must be an object"),
        ({"type": "nonsense"}, '"nonsense" is no type'),
        ({"type": 5}, "5 is no type"),
        ({"type": [["string"]]}, "is no type"),
        ({"properties": 5}, "schema.properties must be an object"),
        ({"properties": {"a": False}}, "schema.properties.a must be an object"),
        ({"items": 7}, "schema.items must be an object"),
        ({"anyOf": []}, "schema.anyOf must be an array that is not empty"),
        ({"enum": []}, "schema.enum must be an array that is not empty"),
        ({"examples": True}, "schema.examples must be an array"),
        ({"required": 5}, "schema.required must be an array of strings"),
        ({"required": [5]}, "schema.required must be an array of strings"),
        ({"pattern": 5}, "schema.pattern must be a string"),
        ({"not": {"type": "string"}}, "schema.not is not supported"),
        ({"$ref": "#/nope"}, "schema.$ref names nothing"),
        ({"$ref": "#"}, "schema.$ref names nothing"),
        ({"$ref": 5}, "schema.$ref names nothing"),
        ({"minimum": "x"}, "schema.minimum must be a number"),
        ({"minimum": True}, "schema.minimum must be a number"),
        ({"maxLength": 2.5}, "schema.maxLength must be an integer"),
        ({"maxLength": -1}, "from 0 to 10000"),
        ({"maxItems": 100_000_000}, "from 0 to 10000"),
        (
            {"properties": {"a": {"minLength": 5, "maxLength": 2}}},
            "schema.properties.a.minLength is more than maxLength",
        ),
        ({"minItems": 3, "maxItems": 1}, "minItems is more than maxItems"),
        ({"minimum": 5, "maximum": 3}, "minimum is more than maximum"),
        ({"const": float("inf")}, "finite"),
        (nested(schemas.MOST_LEVELS + 1), "nested 12 deep"),
    ],
)
def test_others_are_told_by_their_place(schema: object, words: str) -> None:
    assert words in schemas.problem(schema)
