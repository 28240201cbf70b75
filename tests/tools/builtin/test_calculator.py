import time

import pytest

from voiceassistant.errors import ToolError
from voiceassistant.tools.builtin.calculator import calculate, calculator_tools


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("17 * 23", "17 times 23 is 391."),
        ("seventeen times twenty-three", "17 times 23 is 391."),
        ("What is 17 x 23?", "17 times 23 is 391."),
        ("17 곱하기 23", "17 times 23 is 391."),
        ("3 × 4 ÷ 2 − 1", "3 times 4 divided by 2 minus 1 is 5."),
        ("15% of 80", "15 percent of 80 is 12."),
        ("fifteen percent of eighty", "15 percent of 80 is 12."),
        ("80 + 10%", "80 plus 10 percent is 88."),
        ("25% off 80", "25 percent off 80 is 60."),
        ("half of 30", "Half of 30 is 15."),
        ("(3 + 4)^2", "(3 plus 4) to the power of 2 is 49."),
        ("3²", "3 to the power of 2 is 9."),
        ("five squared", "5 squared is 25."),
        ("5!", "5 factorial is 120."),
        ("sqrt(16)", "The square root of 16 is 4."),
        ("square root of 144 plus 6", "The square root of 144 plus 6 is 18."),
        ("sin(30 degrees)", "The sine of 30 degrees is 0.5."),
        ("max(3, 4)", "The greatest of (3, 4) is 4."),
        ("0.1 + 0.2", "0.1 plus 0.2 is 0.3."),
        ("10 / 3", "10 divided by 3 is about 3.3333."),
        ("1 / 300", "1 divided by 300 is about 0.003333."),
        ("5 - 23", "5 minus 23 is minus 18."),
        ("17 % 5", "17 modulo 5 is 2."),
        ("1,234 + 1", "1234 plus 1 is 1235."),
        ("one hundred and five point two + 1", "105.2 plus 1 is 106.2."),
        ("2 million divided by four", "2000000 divided by 4 is 500000."),
        ("subtract five from 20", "20 minus 5 is 15."),
        ("divide ten by four", "10 divided by 4 is 2.5."),
        ("2(3 + 4) pi", "2 times (3 plus 4) times pi is about 43.9823."),
        ("2 ** 100", "2 to the power of 100 is about 1.268 times 10 to the power of 30."),
    ],
)
def test_a_sum_becomes_a_sentence(expression: str, said: str) -> None:
    assert calculate(expression) == said


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("1 / 0", "Nothing can be divided by zero"),
        ("17 mod 0", "Nothing can be divided by zero"),
        ("", "not a sum"),
        ("hello there", "not a sum"),
        ("__import__('os').system('true')", "not a sum"),
        ("'a' * 9", "not a sum"),
        ("[1] * 9", "not a sum"),
        ("(2", "cannot be calculated"),
        ("1 +", "cannot be calculated"),
        ("x + 1", "cannot be calculated"),
        ("sqrt(-1)", "no real number"),
        ("(-8) ^ (1/3)", "no real number"),
        ("1e400", "no real number"),
        ("9 ^ 9 ^ 9", "too large"),
        ("200!", "factorial"),
        ("five six plus one", "is not a number"),
        ("5 6", "sign is missing"),
        ("1 + " * 100 + "1", "too long"),
        ("(" * 190 + "1", "cannot be calculated"),
        ("-" * 190, "not a sum"),
    ],
)
def test_what_cannot_be_calculated_is_told_at_once(expression: str, told: str) -> None:
    begun = time.process_time()
    with pytest.raises(ToolError, match=told):
        calculate(expression)
    assert time.process_time() - begun < 0.5


def test_its_examples_are_right() -> None:
    (tool,) = calculator_tools()
    results = [calculate(**tool.check(example.arguments)) for example in tool.examples]
    assert [result.split(" is ")[-1] for result in results] == ["391.", "12.", "18."]
