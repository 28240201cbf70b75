"""A document spoken into a file of samples, sentence by sentence, and what is told of it: chapters, subtitles, words.

    plan ─► spoken form ─► narrator, some sentences ahead ─► stretched ─► journal (sound, and when each word is heard)
                                                                              └─► chapters, SRT, VTT, timings

What was spoken before is found again in the journal, as long as its sentences are the same.
"""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from voiceassistant.documents.document import Chapter, Kind
from voiceassistant.reading.chapters import Heading, SoundChapter, chapters, headings_of
from voiceassistant.reading.journal import RATE, SAMPLE_BYTES, Journal, SpokenSentence, SpokenWord
from voiceassistant.reading.narration import Narration, Narrator
from voiceassistant.reading.plan import Plan
from voiceassistant.reading.ports import Samples, Stretcher
from voiceassistant.reading.readable import DocumentWorker, Readable, SpokenForm, nothing_to_read, readable
from voiceassistant.reading.subtitles import CueSentence, CueWord
from voiceassistant.text.word_times import WordTime

SENTENCES_AHEAD = 3  # asked for beyond the one that is waited for


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """How far it is.

    Attributes:
        sentences: So many are spoken.
        seconds: So long is what is spoken.
        share: Of the document, or of the writing, 0 to 1.
        writing: All is spoken, and now the file is written.
    """

    sentences: int
    seconds: float
    share: float
    writing: bool = False


async def speak(
    plan: Plan,
    narrator: Narrator,
    spoken: SpokenForm,
    journal: Journal,
    *,
    speed: float,
    stretcher: Callable[[float], Stretcher],
    start: int = 1,
    on_progress: Callable[[ExportProgress], None] = lambda _progress: None,
) -> None:
    """Has the journal hold all that is read, in order; what it holds already is not spoken again.

    Args:
        plan: What is read; not used by anybody else meanwhile.
        narrator: Who speaks.
        spoken: What is said for a text in a language.
        journal: Where to.
        speed: 0.5 to 4; 1 is usual.
        stretcher: Makes what changes the speed of one sentence.
        start: The number of the first sentence, counted from 1.
        on_progress: Called after each sentence, on this loop.

    Raises ServiceError, DocumentError, StoreError. After that, or when cancelled, the same call goes on there.
    """
    ahead: deque[tuple[Readable, Narration]] = deque()
    async with DocumentWorker() as work:
        try:
            sentences = await work(lambda: readable(plan, spoken, start))
            following = await work(lambda: _skip_kept(sentences, journal))
            if following is None and not journal.keys:
                raise nothing_to_read(plan, start)
            while following is not None or ahead:
                while following is not None and len(ahead) <= SENTENCES_AHEAD:
                    ahead.append((following, narrator.narrate(following.spoken.text, following.sentence.language)))
                    following = await work(lambda: next(sentences, None))
                one, narration = ahead.popleft()
                await narration.timed()
                await work(partial(_keep, journal, one, narration, stretcher(speed), speed))
                on_progress(ExportProgress(len(journal.keys), journal.seconds, one.share))
        finally:
            narrator.forget()


def _skip_kept(sentences: Iterator[Readable], journal: Journal) -> Readable | None:
    """The first sentence that is not in the journal yet; what that has from there on is of another document."""
    for number, key in enumerate(journal.keys):
        following = next(sentences, None)
        if following is None or _key(following) != key:
            journal.cut(number)
            return following
    return next(sentences, None)


def _key(one: Readable) -> str:
    sentence = one.sentence
    parts = (sentence.text, one.spoken.text, sentence.language, one.pause, *sentence.place)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


# --- one sentence -----------------------------------------------------------------------------------------------------


def _keep(journal: Journal, one: Readable, narration: Narration, stretcher: Stretcher, speed: float) -> None:
    samples = np.frombuffer(narration.pcm, "<i2").astype(np.float32) / np.float32(32768)
    sound = _pcm(np.concatenate((stretcher.write(samples), stretcher.flush())))
    silence = bytes(SAMPLE_BYTES * round(RATE * one.pause / speed)) if journal.samples else b""
    first = journal.samples + len(silence) // SAMPLE_BYTES
    last = first + len(sound) // SAMPLE_BYTES
    block, sentence = one.sentence.block, one.sentence
    is_title = block.kind is Kind.HEADING and sentence.begins_block
    kept = SpokenSentence(
        key=_key(one),
        number=one.number,
        place=sentence.place,
        text=sentence.text,
        first=first,
        last=last,
        words=tuple(_heard_words(one, narration.times, stretcher, first / RATE, last / RATE)),
        language=sentence.language,
        begins_block=sentence.begins_block,
        heading=max(1, block.level) if is_title else 0,
        title=block.text if is_title else "",
    )
    journal.append(kept, silence + sound)


def _heard_words(
    one: Readable, times: Sequence[WordTime], stretcher: Stretcher, begin: float, end: float
) -> list[SpokenWord]:
    """The words as they are written; one that is spoken as several is one."""
    words: list[SpokenWord] = []
    first = one.sentence.place.character
    for word in times:
        start, behind = one.spoken.source_of(word.start, word.end)
        if start == behind:
            continue
        starts = min(begin + max(0.0, stretcher.heard_seconds(word.starts)), end)
        ends = min(begin + max(0.0, stretcher.heard_seconds(word.ends)), end)
        if words and first + start < words[-1].end:
            before = words.pop()
            words.append(SpokenWord(before.start, max(before.end, first + behind), before.starts, round(ends, 4)))
        else:
            words.append(SpokenWord(first + start, first + behind, round(starts, 4), round(ends, 4)))
    return words


def _pcm(samples: Samples) -> bytes:
    return (np.clip(samples, -1.0, 32767 / 32768) * 32768.0).astype("<i2").tobytes()


# --- what is told of it -----------------------------------------------------------------------------------------------


def chapters_of(journal: Journal, outline: Sequence[Chapter], title: str) -> list[SoundChapter]:
    """From the document's outline; where that tells nothing, from the headings that were read."""
    found = headings_of(outline, ((one.place, one.starts) for one in journal.sentences()))
    if not found:
        found = [Heading(one.title, one.heading, one.starts) for one in journal.sentences() if one.heading]
    return chapters(found, journal.seconds, title)


def language_of(journal: Journal) -> str:
    """That of most of what was read; ISO 639-1, empty: unknown."""
    letters: Counter[str] = Counter()
    for one in journal.sentences():
        letters[one.language] += len(one.text)
    return max(letters, key=letters.__getitem__, default="")


def cue_sentences(journal: Journal) -> Iterator[CueSentence]:
    """For subtitles."""
    for one in journal.sentences():
        before = one.place.character
        words = [CueWord(word.start - before, word.end - before, word.starts, word.ends) for word in one.words]
        yield CueSentence(one.text, one.starts, one.ends, words, one.begins_block)


def timings(journal: Journal, title: str) -> Iterator[str]:
    """A JSON object, piece by piece: each word, its characters in its block's text, and its seconds in the sound."""
    head = json.dumps({"title": title, "seconds": round(journal.seconds, 3)}, ensure_ascii=False)
    yield head[:-1] + ', "words": ['
    separator = "\n"
    for one in journal.sentences():
        for word in one.words:
            told = {
                "word": one.text[word.start - one.place.character : word.end - one.place.character],
                "sentence": one.number,
                "section": one.place.section,
                "block": one.place.block,
                "span": [word.start, word.end],
                "start": round(word.starts, 3),
                "end": round(word.ends, 3),
            }
            yield separator + json.dumps(told, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"
