from collections.abc import Callable

import pytest

from tests.fakes.api_server import ApiServer, delta, text_chunks
from voiceassistant.chat.translation import may_be_english, to_english
from voiceassistant.client import Service
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.settings import Role

ServiceOf = Callable[..., Service]

CUT = [delta({"content": "I am a"}, "length")]
BROKEN = [delta({"content": "I am a"})]
KOREAN = text_chunks("저는 학생이에요.")


async def test_a_text_is_translated(api: ApiServer, service_of: ServiceOf) -> None:
    api.text = "I am a student."
    assert await to_english(service_of(Role.CHAT), "저는 학생이에요.") == "I am a student."


@pytest.mark.slow
@pytest.mark.parametrize("answer", [CUT, BROKEN, KOREAN, text_chunks("")], ids=["cut", "broken", "korean", "empty"])
async def test_what_is_no_whole_english_is_asked_for_again(
    api: ApiServer, service_of: ServiceOf, answer: list[dict[str, object]]
) -> None:
    api.text, api.rounds = "I am a student.", [answer]
    assert await to_english(service_of(Role.CHAT), "저는 학생이에요.") == "I am a student."
    api.rounds = [answer] * 2
    with pytest.raises(ServiceUnavailable, match=r"broke off in the middle|did not translate"):
        await to_english(service_of(Role.CHAT), "저는 학생이에요.")


async def test_what_has_no_letters_is_not_sent(api: ApiServer, service_of: ServiceOf) -> None:
    assert await to_english(service_of(Role.CHAT), " … 42! ") == "… 42!"
    assert api.bodies("chat") == []


@pytest.mark.parametrize(
    ("text", "english"),
    [("Hello.", True), ("It's 김밥.", True), ("네, AI 맞아요.", False), ("Привет", False), ("", False)],
)
def test_the_letters_tell(text: str, english: bool) -> None:
    assert may_be_english(text) is english
