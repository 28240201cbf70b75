"""What was spent, as rows of a table."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from voiceassistant.messages import Usage
from voiceassistant.pricing import LOCAL, Bill
from voiceassistant.ui.texts import dollars_in_words, server_title

translate = QCoreApplication.translate


def bill_row(bill: Bill) -> list[str]:
    """Server, model, answers, tokens in, of them cached, tokens out, dollars."""
    return [server_title(bill.server), bill.model, *_counts(bill.answers, bill.usage), _price(bill)]


def total_row(bills: Sequence[Bill]) -> list[str]:
    usage = sum((bill.usage for bill in bills), Usage())
    known = [bill.dollars for bill in bills if bill.dollars is not None and bill.server != LOCAL]
    unknown = any(bill.dollars is None for bill in bills)
    if unknown:
        price = translate("Spending", "from {dollars}") if known else translate("Spending", "price unknown")
        price = price.format(dollars=dollars_in_words(sum(known)))
    else:
        price = dollars_in_words(sum(known)) if known else translate("Spending", "free")
    return [translate("Spending", "Together"), "", *_counts(sum(bill.answers for bill in bills), usage), price]


def without_price(bills: Sequence[Bill]) -> list[str]:
    """The models whose price is unknown, each once."""
    return list(dict.fromkeys(bill.model for bill in bills if bill.dollars is None))


def _price(bill: Bill) -> str:
    if bill.server == LOCAL:
        return translate("Spending", "free")
    return translate("Spending", "price unknown") if bill.dollars is None else dollars_in_words(bill.dollars)


def _counts(answers: int, usage: Usage) -> list[str]:
    numbers = (answers, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens)
    return [QLocale().toString(number) for number in numbers]
