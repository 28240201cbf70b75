"""What answers cost. Pure; prices come from the settings alone, because servers change theirs."""

from dataclasses import dataclass

from voiceassistant.messages import Usage
from voiceassistant.settings import ChatSettings

LOCAL = "local engine"  # as Endpoint.title has it
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Bill:
    """What one model on one server answered, and the dollars for it; None: its price is unknown."""

    server: str
    model: str
    answers: int
    usage: Usage
    dollars: float | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent: in the open conversation, and in this month."""

    conversation: tuple[Bill, ...]
    month: tuple[Bill, ...]


def cost(usage: Usage, server: str, chat: ChatSettings) -> float | None:
    """Dollars, None where the price is unknown.

    Args:
        usage: The tokens; cached ones count as the prompt's, so that it is rather too much than too little.
        server: Who answered, as the window calls it.
        chat: Has the prices of a million tokens; they are the ones of the model that it names.
    """
    if server == LOCAL:
        return 0.0
    if not chat.price_in and not chat.price_out:
        return None
    return (usage.prompt_tokens * chat.price_in + usage.completion_tokens * chat.price_out) / MILLION
