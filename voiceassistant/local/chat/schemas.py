"""Whether a JSON schema is one that the grammar can hold the model to.

The library that makes grammars of schemas refuses little: some that contradict themselves or nest deeply keep its
thread busy for ever, and others are dropped, so that the model says what it likes. They are refused before.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

MOST_LEVELS = 12  # OpenAI's servers take ten
MOST_REPETITIONS = 10_000
TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})

_RANGES = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_COUNTS = frozenset({"minLength", "maxLength", "minItems", "maxItems"})
_MAPS = ("properties", "$defs", "definitions", "patternProperties")
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")


class _Broken(ValueError):
    """What is wrong, in words for the client."""


def problem(schema: object) -> str:
    """What is wrong with a schema, as a sentence; "" when it can be followed."""
    try:
        json.dumps(schema, allow_nan=False)
        for place, part in _parts(schema, "schema", 1):
            _check(part, place, schema)
    except _Broken as error:
        return f"{error}."
    except ValueError:
        return "Numbers must be finite."
    return ""


def _parts(schema: object, place: str, level: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema and all the schemas within it, with the place of each."""
    if not isinstance(schema, dict):
        raise _Broken(f"{place} must be an object")
    if level > MOST_LEVELS:
        raise _Broken(f"schemas may be nested {MOST_LEVELS} deep")
    yield place, schema
    for name in _MAPS:
        parts = schema.get(name, {})
        if not isinstance(parts, dict):
            raise _Broken(f"{place}.{name} must be an object")
        for key, part in parts.items():
            yield from _parts(part, f"{place}.{name}.{key}", level + 1)
    for name in _LISTS:
        choices = schema.get(name, [])
        if name in schema and (not isinstance(choices, list) or not choices):
            raise _Broken(f"{place}.{name} must be an array that is not empty")
        for number, part in enumerate(choices):
            yield from _parts(part, f"{place}.{name}[{number}]", level + 1)
    for name in ("items", "additionalProperties"):
        if name in schema and not isinstance(schema[name], bool):
            yield from _parts(schema[name], f"{place}.{name}", level + 1)


def _check(schema: dict[str, Any], place: str, root: object) -> None:
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if not isinstance(kind, str) or kind not in TYPES:
            raise _Broken(f"{place}.type: {json.dumps(kind)[:60]} is no type")
    _check_numbers(schema, place)
    if "enum" in schema and (not isinstance(schema["enum"], list) or not schema["enum"]):
        raise _Broken(f"{place}.enum must be an array that is not empty")
    if not isinstance(schema.get("examples", []), list):
        raise _Broken(f"{place}.examples must be an array")
    required = schema.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise _Broken(f"{place}.required must be an array of strings")
    if not isinstance(schema.get("pattern", ""), str):
        raise _Broken(f"{place}.pattern must be a string")
    if "not" in schema:
        raise _Broken(f"{place}.not is not supported")
    if "$ref" in schema and not _resolves(schema["$ref"], root):
        raise _Broken(f"{place}.$ref names nothing within the schema")


def _check_numbers(schema: dict[str, Any], place: str) -> None:
    for least, most in _RANGES:
        for name in (least, most):
            value = schema.get(name, 0)
            whole = name in _COUNTS
            if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
                raise _Broken(f"{place}.{name} must be {'an integer' if whole else 'a number'}")
            if whole and not 0 <= value <= MOST_REPETITIONS:
                raise _Broken(f"{place}.{name} must be from 0 to {MOST_REPETITIONS}")
        if schema.get(least, -math.inf) > schema.get(most, math.inf):
            raise _Broken(f"{place}.{least} is more than {most}")


def _resolves(reference: object, root: object) -> bool:
    """Whether "#/$defs/name" leads to a schema."""
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return False
    found = root
    for name in reference.removeprefix("#/").split("/"):
        found = found.get(name.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return isinstance(found, dict)
