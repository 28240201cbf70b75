"""Sums, without evaluating code: the words are read by us, the expression's tree is walked by simpleeval."""

import ast
import math
import operator
from collections.abc import Callable

from simpleeval import InvalidExpression, SimpleEval

from voiceassistant.errors import ToolError
from voiceassistant.tools.builtin.sums import MOST_CHARACTERS, quoted, read_sum
from voiceassistant.tools.tool import Tool

MOST_BITS = 4000  # of a power; larger ones take time and nobody can hear them
_MOST_FACTORIAL = 170


def calculator_tools() -> list[Tool]:
    return [Tool.of(calculate)]


def calculate(expression: str) -> str:
    """Calculates a sum exactly. Use it for every sum, also for an easy one.

    Args:
        expression: The sum, such as "17 * 23", "15% of 80", "sqrt(2) + 1" or "(3 + 4) ^ 2".
    Examples:
        "What is seventeen times twenty-three?" -> {"expression": "17 * 23"}
        "How much is 15 percent of 80?" -> {"expression": "15% of 80"}
        "What is the square root of 144 plus 6?" -> {"expression": "sqrt(144) + 6"}
    """
    if len(expression) > MOST_CHARACTERS:
        raise ToolError("That sum is too long to calculate.")
    total = read_sum(expression)
    value = _evaluate(total.code, expression)
    if isinstance(value, int):
        return f"{total.spoken} is {_spoken(_int_digits(value))}."
    exact = float(f"{value:.12g}")  # 0.1 + 0.2 is 0.3
    rounded = round(exact, 4) if abs(exact) >= 1 else float(f"{exact:.4g}")
    about = "about " if not math.isclose(exact, rounded, rel_tol=1e-12, abs_tol=1e-15) else ""
    return f"{total.spoken} is {about}{_spoken(_float_digits(rounded))}."


def _evaluate(code: str, said: str) -> int | float:
    evaluator = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS, names={"pi": math.pi, "e": math.e})
    evaluator.nodes = {kind: evaluator.nodes[kind] for kind in _NODES}
    try:
        value = evaluator.eval(code)
    except ZeroDivisionError as error:
        raise ToolError("Nothing can be divided by zero.") from error
    except OverflowError as error:
        raise ToolError("The result is too large.") from error
    except ValueError as error:
        raise ToolError(f"{quoted(said)} has no real number as its result.") from error
    except (InvalidExpression, SyntaxError, TypeError, RecursionError) as error:
        raise ToolError(f"{quoted(said)} cannot be calculated.") from error
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, complex) or (isinstance(value, float) and not math.isfinite(value)):
        raise ToolError(f"{quoted(said)} has no real number as its result.")
    return value  # type: ignore[no-any-return]  # the tree holds numbers only


def _power(base: float, exponent: float) -> float:
    if abs(exponent) * math.log2(abs(base) + 2) > MOST_BITS:
        raise ToolError("The result is too large.")
    return base**exponent  # type: ignore[no-any-return]  # complex for some; `_evaluate` refuses it


def _factorial(number: float) -> int:
    if not 0 <= number <= _MOST_FACTORIAL or number != int(number):
        raise ToolError(f"Only whole numbers from 0 to {_MOST_FACTORIAL} have a factorial here.")
    return math.factorial(int(number))


def _round(number: float, digits: float = 0) -> float:
    return round(number, int(digits))


_NODES = (ast.Expr, ast.UnaryOp, ast.BinOp, ast.Call, ast.Constant, ast.Name)
_OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "abs": abs,
    "round": _round,
    "floor": math.floor,
    "ceil": math.ceil,
    "factorial": _factorial,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "log": math.log10,
    "ln": math.log,
    "exp": math.exp,
    "min": min,
    "max": max,
}


def _int_digits(value: int) -> str:
    exponent = len(str(abs(value))) - 1
    return str(value) if exponent < 15 else f"about {_powers_of_ten(value / 10**exponent, exponent)}"


def _spoken(digits: str) -> str:
    return f"minus {digits[1:]}" if digits.startswith("-") else digits


def _float_digits(value: float) -> str:
    if value and not 1e-4 <= abs(value) < 1e15:
        exponent = math.floor(math.log10(abs(value)))
        return _powers_of_ten(value / 10.0**exponent, exponent)
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _powers_of_ten(factor: float, exponent: int) -> str:
    return f"{factor:.4g} times 10 to the power of {exponent}"
