import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.api_server import ApiServer
from tests.fakes.documents import FakeDocument, paragraph
from tests.fakes.fixtures import api, door
from tests.fakes.local_server import FakeLocalServer
from voiceassistant.app import make_tools
from voiceassistant.errors import SettingsError
from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.plan import Place, Plan
from voiceassistant.reading.pronunciations import PronunciationsChanged, PronunciationsSetAside
from voiceassistant.reading_room import Pronouncing, ServiceVoices
from voiceassistant.servers.services import Services
from voiceassistant.settings import Settings
from voiceassistant.text.spoken import Pronunciation

__all__ = ["api", "door"]

NGINX, SQL = Pronunciation("nginx", "engine x"), Pronunciation("SQL", "sequel")
ENGLISH, KOREAN = "She opened the letter and read it aloud.", "그는 안녕하세요라고 말했습니다."


class Words:
    """The list in a file, and what was told of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pronunciations.json"
        self.told: list[SettingsError] = []
        self.pronouncing = Pronouncing(self.path, self.told.append)


@pytest.fixture
def words(tmp_path: Path) -> Words:
    return Words(tmp_path)


def test_what_is_kept_is_said(words: Words) -> None:
    words.pronouncing.keep((NGINX,))
    assert words.pronouncing.spoken("Start nginx.", "en").text == "Start engine x."
    assert Pronouncing(words.path, words.told.append).own() == (NGINX,)
    assert words.told == []


def test_a_broken_list_is_told_once_and_can_still_be_asked_for(words: Words) -> None:
    words.path.write_text("{")
    for _ in range(2):
        assert words.pronouncing.own() == ()
    assert [type(error) for error in words.told] == [PronunciationsSetAside]
    with pytest.raises(PronunciationsSetAside):
        words.pronouncing.read_anew()
    words.pronouncing.keep((NGINX,))
    assert words.pronouncing.read_anew() == (NGINX,)
    assert words.path.with_name("pronunciations.broken.json").read_text() == "{"


def test_a_list_that_was_broken_meanwhile_is_not_overwritten(words: Words) -> None:
    words.pronouncing.keep((NGINX,))
    words.path.write_text("[oops")
    with pytest.raises(PronunciationsSetAside):
        words.pronouncing.keep((NGINX, SQL))
    assert words.path.with_name("pronunciations.broken.json").read_text() == "[oops"


def test_what_somebody_wrote_there_meanwhile_is_not_overwritten(words: Words) -> None:
    words.pronouncing.keep((NGINX,))
    written = json.dumps([{"written": "SQL", "spoken": "sequel"}])
    words.path.write_text(written)
    with pytest.raises(PronunciationsChanged):
        words.pronouncing.keep(())
    assert words.path.read_text() == written
    assert words.pronouncing.own() == (SQL,)


def test_a_list_that_cannot_be_read_is_left_as_it_is(words: Words) -> None:
    words.path.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        words.pronouncing.keep((NGINX,))
    assert words.pronouncing.own() == ()


@pytest.fixture
async def services(api: ApiServer) -> AsyncIterator[Services]:
    custom = {"server": "custom", "base_url": api.base_url}
    settings = Settings().with_values(speech=custom, fall_back=False)
    services = Services(settings, lambda: FakeLocalServer(api.base_url), make_tools(), lambda: None)
    yield services
    await services.close()


async def voices_asked(services: Services, api: ApiServer, **reading: object) -> dict[str, str]:
    """Who spoke each sentence of a text in two languages."""
    settings = Settings().with_values(reading=reading)
    narrator = Narrator(ServiceVoices(services, lambda: settings))
    document = FakeDocument([[paragraph(f"{ENGLISH} {KOREAN}")]])
    for sentence in Plan(document).since(Place(0)):
        await narrator.narrate(sentence.text.strip(), sentence.language).whole()
    await narrator.close()
    return {body["input"]: body["voice"] for body in api.bodies("speech")}


async def test_each_language_is_read_by_the_voice_that_was_chosen_for_it(services: Services, api: ApiServer) -> None:
    chosen = {"en": "echo", "ko": "nova"}
    assert await voices_asked(services, api, voice="fable", voices=chosen) == {ENGLISH: "echo", KOREAN: "nova"}


async def test_other_languages_are_read_by_the_usual_voice(services: Services, api: ApiServer) -> None:
    asked = await voices_asked(services, api, voice="fable", voices={"ko": "nova"})
    assert asked == {ENGLISH: "fable", KOREAN: "nova"}


async def test_nothing_chosen_the_answering_voice_reads_every_language(services: Services, api: ApiServer) -> None:
    assert await voices_asked(services, api) == {ENGLISH: "alloy", KOREAN: "alloy"}
