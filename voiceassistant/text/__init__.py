"""Text on its way to the ear: sentences with spans, Markdown to speakable text, what was heard of it."""

from voiceassistant.text.heard import heard_text
from voiceassistant.text.sentences import Sentence, SentenceStream
from voiceassistant.text.speakable import speakable

__all__ = ["Sentence", "SentenceStream", "heard_text", "speakable"]
