import pytest
from openai.types.chat import ChatCompletionTokenLogprob

from voiceassistant.chat.confidence import TokenReader


@pytest.mark.parametrize("cuts", [(6,), (1, 6), (7,), (8,), (6, 7, 8)])
def test_a_character_that_is_cut_belongs_to_the_token_that_ends_it(cuts: tuple[int, ...]) -> None:
    """However much stands before it in its token."""
    whole = "price€ 5".encode()
    pieces = [whole[start:end] for start, end in zip((0, *cuts), (*cuts, None), strict=True)]
    tokens = TokenReader().read(
        ChatCompletionTokenLogprob(token="?", bytes=[*piece], logprob=-0.5, top_logprobs=[]) for piece in pieces
    )
    assert "".join(token.text for token in tokens) == "price€ 5"
    assert sum(token.logprob for token in tokens) == -0.5 * len(pieces)


def test_what_is_no_text_is_marked_and_ends_there() -> None:
    parts = [ChatCompletionTokenLogprob(token="?", bytes=[0xFF], logprob=0, top_logprobs=[])] * 2
    assert [token.text for token in TokenReader().read(parts)] == ["\ufffd", "\ufffd"]
