"""A document read aloud from one of its sentences to the end, for who only listens and steers nothing."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.passage import Passage, ToSay
from voiceassistant.reading.plan import Plan, Sentence
from voiceassistant.reading.ports import Player, Stretcher
from voiceassistant.reading.readable import DocumentWorker, Readable, SpokenForm, nothing_to_read, readable


async def read_aloud(
    plan: Plan,
    narrator: Narrator,
    spoken: SpokenForm,
    player: Player,
    *,
    speed: float,
    stretcher: Callable[[float], Stretcher],
    start: int = 1,
    on_sentence: Callable[[Sentence], None] = lambda _sentence: None,
) -> None:
    """Returns when all was heard, or silenced by another sound; cancelling it is silence.

    Args:
        plan: What is read; not used by anybody else meanwhile.
        narrator: Who speaks, and for nobody else meanwhile.
        spoken: What is said for a text in a language.
        player: Where it is heard.
        speed: 0.5 to 4; 1 is usual.
        stretcher: Makes what changes the speed of one sentence.
        start: The number of the first sentence, counted from 1.
        on_sentence: Called on this loop when a sentence begins to be heard.

    Raises ServiceError, AudioError, DocumentError.
    """
    async with DocumentWorker() as work:
        sentences = await work(lambda: readable(plan, spoken, start))
        first = await work(lambda: next(sentences, None))
        if first is None:
            raise nothing_to_read(plan, start)

        async def to_say() -> AsyncGenerator[ToSay, None]:
            following: Readable | None = first
            while following is not None:
                sentence, said = following.sentence, following.spoken
                yield sentence, said, narrator.narrate(said.text, sentence.language)
                following = await work(lambda: next(sentences, None))

        playback = player.begin()
        try:
            async with aclosing(to_say()) as saying:
                await Passage(saying, first.sentence.place, speed, playback, stretcher, on_sentence).run()
        finally:
            playback.stop()
            narrator.forget()
