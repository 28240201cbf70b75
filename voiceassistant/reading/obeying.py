"""Does what a listener says, and says what came of it: what was done, or what is there instead."""

import logging
import re
from collections.abc import Sequence
from itertools import pairwise

from voiceassistant.documents.document import Chapter, Document, Kind, Place
from voiceassistant.errors import AssistantError, DocumentError
from voiceassistant.events import Obeyed
from voiceassistant.reading import finding
from voiceassistant.reading.commands import Command, Verb
from voiceassistant.reading.events import Phase
from voiceassistant.reading.plan import Plan, Unit
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.replies import Replies, spelt
from voiceassistant.reading.replies_english import EnglishReplies
from voiceassistant.reading.replies_korean import KoreanReplies
from voiceassistant.reading.shelf import Bookmark
from voiceassistant.reading.survey import letters_between, section_letters

log = logging.getLogger(__name__)

SECONDS_A_LETTER = {"ko": 0.15, "ja": 0.13, "zh": 0.2}
USUAL_SECONDS_A_LETTER = 0.065
WORDS_BACK = 4  # until somebody has said "spell that", reading has gone on
SHOWN_CHARACTERS = 40

_HANGUL = re.compile(r"[가-힣]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Obeying:
    """Belongs to the reader's loop."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def obey(self, wanted: Command, words: str = "") -> Obeyed:
        """Never raises. `words`: what was said, which is answered in the same language."""
        say: Replies = KoreanReplies() if _HANGUL.search(words) else EnglishReplies()
        try:
            return await self._obey(wanted, say)
        except AssistantError as error:
            log.warning("not obeyed: %s", error)
        except Exception:
            log.exception("not obeyed: %s", wanted)
        return Obeyed(say.failed(), aloud=True)

    async def _obey(self, wanted: Command, say: Replies) -> Obeyed:
        match wanted.verb:
            case Verb.BACK | Verb.FORWARD | Verb.AGAIN:
                return await self._step(wanted, say)
            case Verb.PAGE:
                return self._to_page(wanted.count, say)
            case Verb.CHAPTER | Verb.TITLE:
                return await self._to_chapter(wanted, say)
            case Verb.BOOKMARK | Verb.TO_BOOKMARK | Verb.NEXT_BOOKMARK:
                return await self._bookmark(wanted, say)
            case Verb.STOP_AFTER:
                return await self._stop_after(wanted.unit, say)
            case Verb.READ_TOO | Verb.LEAVE_OUT if wanted.kind is not None:
                return await self._want(wanted.kind, wanted.verb is Verb.READ_TOO, say)
            case Verb.WHERE:
                return await self._where(say)
            case Verb.LEFT:
                return await self._left(say)
            case Verb.WORD | Verb.SPELL:
                return self._word(wanted, say)
        return self._at_once(wanted, say)

    def _at_once(self, wanted: Command, say: Replies) -> Obeyed:
        reader = self._reader
        match wanted.verb:
            case Verb.PAUSE:
                reader.pause()
                return Obeyed(say.paused())
            case Verb.START:
                reader.go(Place(0))
                reader.play()
                return Obeyed(say.from_the_start())
            case Verb.SLOWER | Verb.FASTER | Verb.SPEED:
                return self._change_speed(wanted, say)
            case Verb.SLEEP:
                reader.stops.sleep_after(wanted.value)
                return Obeyed(say.sleeping(wanted.value), aloud=True)
            case Verb.AWAKE:
                was_set = reader.stops_by_itself
                reader.stops.sleep_after(0)
                reader.stop_at(None)
                return Obeyed(say.awake(was_set=was_set), aloud=True)
        reader.play()
        return Obeyed(say.going_on())

    # --- to another place ---------------------------------------------------------------------------------------------

    async def _step(self, wanted: Command, say: Replies) -> Obeyed:
        reader, unit, back = self._reader, wanted.unit, wanted.verb is not Verb.FORWARD
        if unit is Unit.PAGE and not self._document().pages:
            return Obeyed(say.no_page(0), aloud=True)
        again = wanted.verb is Verb.AGAIN
        count = 0 if again else -wanted.count if back else wanted.count
        here, plan = reader.place, self._plan()
        there = await reader.book.ask(lambda _: target(plan, here, unit, count))
        if there is None:
            headless = unit is Unit.HEADING and not await self._chapters()
            return Obeyed(say.no_chapter(0) if headless else say.at_the_edge(back=back), aloud=True)
        reader.go(there)
        silent = reader.phase is not Phase.READING
        return Obeyed(say.again() if again else say.moved(unit, count), aloud=silent)

    def _to_page(self, number: int, say: Replies) -> Obeyed:
        document = self._document()
        if not document.pages:
            return Obeyed(say.no_page(0), aloud=True)
        number = document.sections if number == -1 else number
        if not 1 <= number <= document.sections:
            return Obeyed(say.no_page(document.sections), aloud=True)
        return self._go(Place(number - 1), say.page(number))

    async def _to_chapter(self, wanted: Command, say: Replies) -> Obeyed:
        chapters = await self._chapters()
        if wanted.verb is Verb.TITLE:
            # A book of a thousand chapters takes a quarter of a second.
            found = await self._reader.book.work(lambda: finding.chapter_titled(chapters, wanted.text))
            titles = [one.title for one in finding.main_chapters(chapters)]
            refusal = say.no_title(wanted.text, titles)
        else:
            found = finding.chapter_numbered(chapters, wanted.count)
            refusal = say.no_chapter(len(finding.main_chapters(chapters)))
        return self._go(found.place, say.chapter(found.title)) if found else Obeyed(refusal, aloud=True)

    async def _bookmark(self, wanted: Command, say: Replies) -> Obeyed:
        if wanted.verb is Verb.BOOKMARK:
            await self._reader.bookmark()
            return Obeyed(say.bookmarked(), aloud=True)
        marks = await self._reader.kept.bookmarks()
        found = _chosen(marks, wanted, self._reader.place)
        if found is None:
            return Obeyed(say.no_bookmark(len(marks)), aloud=True)
        return self._go(found.place, say.bookmark(_shortened(found.words)))

    def _go(self, place: Place, sentence: str) -> Obeyed:
        """Whoever names a place wants to hear it."""
        self._reader.go(place)
        self._reader.play()
        return Obeyed(sentence)

    # --- how it is read -----------------------------------------------------------------------------------------------

    def _change_speed(self, wanted: Command, say: Replies) -> Obeyed:
        reader = self._reader
        if wanted.value or wanted.verb is Verb.SPEED:
            reader.set_speed(wanted.value if wanted.verb is Verb.SPEED else reader.speed * wanted.value)
        else:
            reader.faster(wanted.count if wanted.verb is Verb.FASTER else -wanted.count)
        return Obeyed(say.speed(round(reader.speed, 2)))

    async def _want(self, kind: Kind, read: bool, say: Replies) -> Obeyed:
        wanted = self._reader.wanted
        await self._reader.want(wanted | {kind} if read else wanted - {kind})
        return Obeyed(say.reads(kind, read=read), aloud=True)

    async def _stop_after(self, unit: Unit, say: Replies) -> Obeyed:
        if unit is Unit.PAGE and not self._document().pages:
            return Obeyed(say.no_page(0), aloud=True)
        chapters = await self._chapters() if unit is Unit.HEADING else ()
        here, plan, book = self._reader.place, self._plan(), self._reader.book
        until = await book.ask(lambda _: end_of(plan, chapters, here, unit))
        if until is None and unit is Unit.HEADING and not book.chapters:  # it may be farther on than was looked
            until = await book.ask(lambda _: target(plan, here, unit, 1))
        if until is None and unit is Unit.HEADING and not chapters:
            return Obeyed(say.no_chapter(0), aloud=True)
        self._reader.stop_at(until, unit)
        return Obeyed(say.stopping_after(unit) if until else say.stopping_at_the_end(), aloud=True)

    # --- what is asked ------------------------------------------------------------------------------------------------

    async def _where(self, say: Replies) -> Obeyed:
        document, place = self._document(), self._reader.place
        found = await self._reader.book.found_chapters()
        chapter = finding.chapter_of(found.chapters, place) if place.section < found.sections else None
        pages = document.sections if document.pages else 0
        letters = await self._reader.book.ask(lambda document: section_letters(document, self._plan(), place))
        share = (place.section + letters[0] / max(1, letters[1])) / max(1, document.sections)
        return Obeyed(say.where(place.section + 1, pages, chapter.title if chapter else "", share), aloud=True)

    async def _left(self, say: Replies) -> Obeyed:
        place, plan, chapters = self._reader.place, self._plan(), await self._chapters()
        end = finding.end_of_chapter(chapters, place)
        ask = self._reader.book.ask
        letters = await ask(lambda document: letters_between(document, plan, place, None))
        of_chapter = await ask(lambda document: letters_between(document, plan, place, end)) if end else None
        minutes = self._seconds_a_letter() / 60
        return Obeyed(say.left(letters * minutes, None if of_chapter is None else of_chapter * minutes), aloud=True)

    def _seconds_a_letter(self) -> float:
        spot = self._reader.spot()
        language = spot.sentence.language if spot else self._document().language
        return SECONDS_A_LETTER.get(language, USUAL_SECONDS_A_LETTER) / self._reader.speed

    def _word(self, wanted: Command, say: Replies) -> Obeyed:
        word = wanted.text or self._last_word()
        if not word:
            return Obeyed(say.nothing_yet(), aloud=True)
        return Obeyed(spelt(word) if wanted.verb is Verb.SPELL else f"{word}.", aloud=True)

    def _last_word(self) -> str:
        """Of the last few that were heard the longest: nobody asks for "the"."""
        spot = self._reader.spot()
        if spot is None:
            return ""
        words = _WORD.findall(spot.sentence.block.text[spot.sentence.place.character : spot.end])
        return max(reversed(words[-WORDS_BACK:]), key=len, default="")

    # --- the document -------------------------------------------------------------------------------------------------

    def _document(self) -> Document:
        """Raises DocumentError where none is open."""
        if self._reader.book.document is None:
            raise DocumentError("No document is open")
        return self._reader.book.document

    def _plan(self) -> Plan:
        """Raises DocumentError where none is open."""
        if self._reader.book.plan is None:
            raise DocumentError("No document is open")
        return self._reader.book.plan

    async def _chapters(self) -> Sequence[Chapter]:
        """What the document tells, or else its headings, as far as they are known."""
        return (await self._reader.book.found_chapters()).chapters


def target(plan: Plan, place: Place, unit: Unit, count: int) -> Place | None:
    """Where a step leads; None: nowhere, where a key would lead to the end."""
    there = plan.step(place, unit, count)
    if count < 0:
        return there if there < place else None
    if count == 0:
        return there
    sentence = plan.at(there)
    is_one = unit is not Unit.HEADING or (sentence is not None and sentence.block.kind is Kind.HEADING)
    return there if there > place and is_one else None


def end_of(plan: Plan, chapters: Sequence[Chapter], place: Place, unit: Unit) -> Place | None:
    """Where the first sentence stands that follows the unit a place is in; None: none does."""
    here = plan.at(place)
    if here is None:
        return None
    if unit is Unit.HEADING:
        end = finding.end_of_chapter(chapters, here.place)
        following = plan.at(end) if end is not None else None
        return following.place if following else None
    for before, after in pairwise(plan.since(here.place)):
        ended = (
            unit is Unit.SENTENCE
            or after.place[: 1 if unit is Unit.PAGE else 2] != before.place[: 1 if unit is Unit.PAGE else 2]
        )
        if ended:
            return after.place
    return None


def _chosen(marks: Sequence[Bookmark], wanted: Command, place: Place) -> Bookmark | None:
    """`marks` in reading order."""
    if wanted.verb is Verb.NEXT_BOOKMARK:
        if wanted.count > 0:
            return next((mark for mark in marks if mark.place > place), None)
        return next((mark for mark in reversed(marks) if mark.place[:2] < place[:2]), None)
    if wanted.count in (0, -1):
        return max(marks, key=lambda mark: mark.id, default=None)
    return marks[wanted.count - 1] if wanted.count <= len(marks) else None


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[: SHOWN_CHARACTERS - 1].rstrip()}…"
