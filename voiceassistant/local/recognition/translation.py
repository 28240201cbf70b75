"""Speech in other languages as English text: transcribed as it was spoken, then translated by the chat model.

Measured with 20 everyday sentences (12 Korean, 3 German, 3 Spanish, 2 Japanese); counted is what kept its meaning.

From the right text: the chat model of 0.5 billion parameters 4 of 12 Korean, 0 of 3 German, 1 of 3 Spanish, 1 of 2
Japanese; the one of 1.5 billion 10 of 12, 3 of 3, 3 of 3, 1 of 2. Hence the larger one wherever it is on the disk.

From speech: Whisper's own translate task 0 of 12 Korean (it makes up fluent sentences or loops, so no check of the
language finds that out), 2 of 3 Spanish. It is not used. Most is lost in hearing: of Kokoro's voice the Korean
transcript keeps the meaning of 4 in 12, of espeak-ng's of none, which is mostly taken for Thai. From Kokoro's Korean
to English with the larger chat model, 1 in 12 came through whole and 3 by half; of Spanish 2 of 3.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from voiceassistant.local.chat.language_model import LanguageModel, Piece
from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.protocol.languages import LANGUAGES
from voiceassistant.local.protocol.wire import ChatRequest, parse
from voiceassistant.local.recognition.transcript import Transcript
from voiceassistant.text.language import is_english

TRANSLATED_BY = "chat model"

GRAMMAR = r"""%llguidance {}
start: /[A-Za-z0-9"'($€£][A-Za-z0-9À-ÖØ-öø-ÿ ,.;:!?"'()$€£%°&\/\-]*/"""
"""Nothing but Latin letters: without it the model now and then answers in the language that it was given."""

INSTRUCTION = "You translate what people say into English. Answer with the translation only."
EXAMPLES = (
    ("Korean", "저는 학생이에요.", "I am a student."),
    ("German", "Wo wohnst du?", "Where do you live?"),
    ("Japanese", "水をください。", "Please give me some water."),
    ("Spanish", "Ayer llovió mucho.", "It rained a lot yesterday."),
    ("Korean", "몇 시에 시작해요?", "What time does it start?"),
)

TEMPERATURES = (0.0, 0.5)  # of the attempts: another one only where the first is no English
TOKENS_PER_CHARACTER, SPARE_TOKENS = 1.0, 24

_REPEATED = re.compile(r"(\b.{2,40}?)\1{3,}", re.DOTALL)


def into_english(
    heard: Transcript, model: LanguageModel, check: Callable[[], None], cancelled: Callable[[], bool]
) -> Transcript:
    """Translates segment by segment, so that each keeps its times; words have none any more.

    Args:
        heard: What was said, in its own language.
        model: Translates; called on its thread.
        check: Called between the segments; what it raises ends the work.
        cancelled: Asked while the model writes.
    Raises:
        ApiError: What came out was no English.
    """
    segments = []
    for segment in heard.segments:
        check()
        text = _english(segment.text.strip(), heard.language, model, cancelled)
        check()  # what was given up half-way is no translation
        segments.append(replace(segment, text=f" {text}", words=()))
    return replace(heard, segments=tuple(segments))


def _english(text: str, language: str, model: LanguageModel, cancelled: Callable[[], bool]) -> str:
    if is_english(text):
        return text
    for temperature in TEMPERATURES:
        english = _ask(text, language, temperature, model, cancelled)
        if is_translation(english) or cancelled():
            return english
    name = LANGUAGES.get(language, language).title()
    message = f"The speech seems to be {name}, and this engine could not put it into English."
    raise ApiError(422, message, param="file", code="not_translated")


def is_translation(text: str) -> bool:
    """Whether it is English, and no phrase said over and over."""
    return bool(text) and is_english(text) and not _REPEATED.search(text)


def _ask(text: str, language: str, temperature: float, model: LanguageModel, cancelled: Callable[[], bool]) -> str:
    pieces: list[Piece] = []
    limit = int(len(text) * TOKENS_PER_CHARACTER) + SPARE_TOKENS
    prompt = messages(text, language)
    fields = {"model": "", "messages": prompt, "temperature": temperature, "max_tokens": limit}
    model.generate(parse(ChatRequest, fields), prompt, GRAMMAR, pieces.append, cancelled)
    return " ".join("".join(piece.text for piece in pieces).split())


def messages(text: str, language: str) -> list[dict[str, str]]:
    """The prompt; its beginning is always the same and stays in the model's cache."""
    turns: Sequence[tuple[str, str]] = [(f"{name}: {said}", english) for name, said, english in EXAMPLES]
    prompt = [{"role": "system", "content": INSTRUCTION}]
    for said, english in turns:
        prompt += [{"role": "user", "content": said}, {"role": "assistant", "content": english}]
    name = LANGUAGES.get(language, language).title()
    return [*prompt, {"role": "user", "content": f"{name}: {text}"}]
