"""What is wrong with a request's field, in the API's words and codes.

Source: answers of OpenAI's servers, such as "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1,
but got 0 instead." with the code "integer_below_min_value".
"""

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from voiceassistant.local.protocol.api_error import ApiError

SHOWN_CHARACTERS = 60  # of a wrong value

_KINDS: dict[str, str] = {
    "str": "a string",
    "bool": "a boolean",
    "int": "an integer",
    "float": "a decimal",
    "dict": "an object",
    "list": "an array",
    "tuple": "an array",
    "NoneType": "null",
}
_WANTED = {
    "string": "a string",
    "literal": "a string",
    "bool": "a boolean",
    "int": "an integer",
    "float": "a decimal",
    "dict": "an object",
    "model": "an object",
    "list": "an array of objects",
    "tuple": "an array",
}
_LIMITS = {
    "greater_than_equal": ("ge", "below minimum value", ">=", "below_min_value"),
    "less_than_equal": ("le", "above maximum value", "<=", "above_max_value"),
}
_LENGTHS = {
    "string_too_short": ("min_length", "string too short", "minimum", "string_below_min_length"),
    "string_too_long": ("max_length", "string too long", "maximum", "string_above_max_length"),
    "too_short": ("min_length", "array too short", "minimum", "empty_array"),
    "too_long": ("max_length", "array too long", "maximum", "array_above_max_length"),
}


def refusal(error: ValidationError, fields: object) -> ApiError:
    """The answer to a request that does not fit: 400, about its first wrong field."""
    errors = error.errors(include_url=False)
    wrong = _first(errors, fields)
    where = _path(wrong, fields)
    wanted = " or ".join(dict.fromkeys(_wanted(other) for other in errors if _path(other, fields) == where))
    message, code = _words(where or "body", wrong, wanted)
    return ApiError(400, message, param=where or None, code=code)


def _first(errors: Sequence[ErrorDetails], fields: object) -> ErrorDetails:
    """Where a field may be one of several things, each of them complains: the one that came furthest is meant."""
    start = _path(errors[0], fields)
    deeper = (error for error in errors if _path(error, fields).startswith((f"{start}.", f"{start}[")))
    right_type = (error for error in errors if _path(error, fields) == start and not error["type"].endswith("_type"))
    return next(deeper, None) or next(right_type, errors[0])


def _path(error: ErrorDetails, fields: object) -> str:
    """A field's place as the API writes it, "messages[0].content"; what only names our own types is left out."""
    path = ""
    for part in error["loc"]:
        if isinstance(part, int) and isinstance(fields, list | tuple):
            path, fields = f"{path}[{part}]", fields[part]
        elif isinstance(part, str) and isinstance(fields, dict) and part in fields:
            path, fields = f"{path}.{part}" if path else part, fields[part]
    absent = "type" if error["type"].startswith("union_tag") else error["loc"][-1] if error["type"] == "missing" else ""
    return f"{path}.{absent}".strip(".")


def _words(where: str, wrong: ErrorDetails, wanted: str) -> tuple[str, str]:
    kind, value, context = wrong["type"], wrong["input"], wrong.get("ctx") or {}
    if kind in ("missing", "union_tag_not_found"):
        return f"Missing required parameter: '{where}'.", "missing_required_parameter"
    if kind == "literal_error" and isinstance(value, str):
        return f"Invalid value: '{_shown(value)}'. Supported values are: {context['expected']}.", "invalid_value"
    if kind == "union_tag_invalid":
        return f"Invalid value: '{_shown(context['tag'])}'. Supported values are: {context['expected_tags']}.", (
            "invalid_value"
        )
    if kind in _LIMITS:
        name, complaint, sign, code = _LIMITS[kind]
        number = "integer" if isinstance(value, int) else "decimal"
        limit = f"Expected a value {sign} {context[name]}, but got {_shown(value)} instead."
        return f"Invalid '{where}': {number} {complaint}. {limit}", f"{number}_{code}"
    if kind in _LENGTHS:
        name, complaint, extreme, code = _LENGTHS[kind]
        length = f"Expected {extreme} length {context[name]}, but got length {len(value)} instead."
        return f"Invalid '{where}': {complaint}. {length}", code
    if kind == "finite_number":
        return f"Invalid '{where}': expected a finite number.", "invalid_value"
    if kind == "string_pattern_mismatch":
        return f"Invalid '{where}': expected a string that matches the pattern '{context['pattern']}'.", "invalid_value"
    got = f"'{_shown(value)}'" if kind.endswith("_parsing") else _KINDS.get(type(value).__name__, "something else")
    return f"Invalid type for '{where}': expected {wanted}, but got {got} instead.", "invalid_type"


def _wanted(error: ErrorDetails) -> str:
    return _WANTED.get(error["type"].partition("_")[0], "another value")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
