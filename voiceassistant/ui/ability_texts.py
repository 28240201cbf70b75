"""What a server can do, in words."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from voiceassistant.capabilities import Ability, Capability
from voiceassistant.ui.foreign_texts import in_our_language

translate = QCoreApplication.translate

# QT_TRANSLATE_NOOP gives back its text, but its type is unknown.
TITLES: dict[Capability, Any] = {
    Capability.TRANSCRIBE: QT_TRANSLATE_NOOP("Capability", "Recognise speech"),
    Capability.WORD_TIMES: QT_TRANSLATE_NOOP("Capability", "Tell when each word is said"),
    Capability.SEGMENT_TIMES: QT_TRANSLATE_NOOP("Capability", "Tell when each sentence is said"),
    Capability.HEARD_CONFIDENCE: QT_TRANSLATE_NOOP("Capability", "Tell how sure it is of words"),
    Capability.TRANSLATE: QT_TRANSLATE_NOOP("Capability", "Translate speech into English"),
    Capability.CHAT: QT_TRANSLATE_NOOP("Capability", "Answer questions"),
    Capability.STREAM: QT_TRANSLATE_NOOP("Capability", "Send an answer while it is written"),
    Capability.USAGE: QT_TRANSLATE_NOOP("Capability", "Count tokens"),
    Capability.TOOLS: QT_TRANSLATE_NOOP("Capability", "Use tools"),
    Capability.JSON: QT_TRANSLATE_NOOP("Capability", "Answer as JSON"),
    Capability.JSON_SCHEMA: QT_TRANSLATE_NOOP("Capability", "Answer as JSON by a schema"),
    Capability.IMAGES: QT_TRANSLATE_NOOP("Capability", "See pictures"),
    Capability.LOGPROBS: QT_TRANSLATE_NOOP("Capability", "Tell how sure it is of its answer"),
    Capability.SPEAK: QT_TRANSLATE_NOOP("Capability", "Speak"),
    Capability.SPEED: QT_TRANSLATE_NOOP("Capability", "Speak faster and slower"),
    Capability.SPEECH_STREAM: QT_TRANSLATE_NOOP("Capability", "Send speech while it is made"),
}


def capability_title(capability: Capability) -> str:
    return translate("Capability", TITLES[capability])


def ability_row(ability: Ability) -> list[str]:
    """What, and whether; why not in the same place, so that the words have room in a narrow window."""
    match ability.can:
        case True:
            can = translate("Capability", "✓ yes")
        case False:
            can = translate("Capability", "✗ no")
        case None:
            can = translate("Capability", "? unknown")
    note = f". {in_our_language(ability.note)}" if ability.note else ""
    return [capability_title(ability.capability), can + note]
