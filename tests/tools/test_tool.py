import json
import threading
from typing import Literal

import pytest

from voiceassistant.errors import ToolArgumentsError, ToolDefinitionError
from voiceassistant.tools.tool import Example, Tool


def book(title: str, seats: int = 1, row: Literal["front", "back"] = "front") -> str:
    """Books seats in the theatre.

    Args:
        title: The play, such as "Hamlet".
        seats: How many; one
            when nothing is said.
        row: Where to sit.
    Examples:
        "Two seats for Hamlet, please" -> {"title": "Hamlet", "seats": 2}
        "햄릿 표 한 장" -> {"title": "햄릿"}
    """
    return f"{seats} for {title} in the {row}."


def test_a_documented_function_is_a_tool() -> None:
    tool = Tool.of(book)
    assert (tool.name, tool.description) == ("book", "Books seats in the theatre.")
    assert tool.examples[0] == Example("Two seats for Hamlet, please", '{"title": "Hamlet", "seats": 2}')
    assert tool.check('{"title": "Hamlet"}') == {"title": "Hamlet", "seats": 1, "row": "front"}


def test_its_schema_is_the_api_s_with_examples_and_without_made_up_titles() -> None:
    schema = Tool.of(book).schema()
    assert schema["type"] == "function"
    function = schema["function"]
    assert function["name"] == "book"
    assert function["description"].splitlines() == [
        "Books seats in the theatre.",
        "Examples:",
        '"Two seats for Hamlet, please" -> {"title": "Hamlet", "seats": 2}',
        '"햄릿 표 한 장" -> {"title": "햄릿"}',
    ]
    assert function["parameters"] == {
        "type": "object",
        "additionalProperties": False,
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "description": 'The play, such as "Hamlet".'},
            "seats": {"type": "integer", "default": 1, "description": "How many; one when nothing is said."},
            "row": {
                "type": "string",
                "enum": ["front", "back"],
                "default": "front",
                "description": "Where to sit.",
            },
        },
    }
    assert json.loads(json.dumps(schema)) == schema


async def test_calls_a_synchronous_function_beside_the_loop_and_awaits_another() -> None:
    threads: list[str] = []

    def here() -> str:
        """Says where it runs."""
        threads.append(threading.current_thread().name)
        return "here"

    async def there(word: str) -> str:
        """Says a word.

        Args:
            word: The word.
        """
        threads.append(threading.current_thread().name)
        return word

    assert await Tool.of(here).call("") == "here"
    assert await Tool.of(there).call('{"word": "there"}') == "there"
    assert threads[0] != threads[1] == threading.current_thread().name


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("{}", "book: title: Field required"),
        ('{"title": "A", "colour": "red"}', "book: colour: Extra inputs are not permitted"),
        ('{"title": "A", "seats": "many"}', "book: seats: Input should be a valid integer"),
        ("not json", "book: Invalid JSON"),
        ("[1]", "book: Input should be an object"),
    ],
)
async def test_arguments_that_do_not_fit_are_told_in_words(raw: str, words: str) -> None:
    with pytest.raises(ToolArgumentsError, match=words):
        await Tool.of(book).call(raw)


def test_what_a_function_leaves_unsaid_is_refused() -> None:
    def mute(word: str) -> str:
        return word

    def undescribed(word: str) -> str:
        """Says a word."""
        return word

    def untyped(word):  # type: ignore[no-untyped-def]
        """Says a word.

        Args:
            word: The word.
        """
        return word

    def misled(word: str) -> str:
        """Says a word.

        Args:
            word: The word.
        Examples:
            "Say hello" -> {"phrase": "hello"}
        """
        return word

    for function, fault in [(mute, "docstring"), (undescribed, "'word'"), (untyped, "'word'"), (misled, "example")]:
        with pytest.raises(ToolDefinitionError, match=fault):
            Tool.of(function)
