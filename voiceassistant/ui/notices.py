"""Which events are told as a notice, in which words, and what can be done about them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from voiceassistant.events import Event, ModelRetiring, Notice
from voiceassistant.retirement import TELLS_NO_TIMES
from voiceassistant.ui.foreign_texts import in_our_language
from voiceassistant.ui.model_texts import day_in_words
from voiceassistant.ui.remedies import Remedy

translate = QCoreApplication.translate
REMEDIES = {"devices": (Remedy.DEVICES,), "settings": (Remedy.SETTINGS,)}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """`titles` are the remedies' buttons' words, where they are not the usual ones."""

    text: str
    problem: bool = False
    remedies: tuple[Remedy, ...] = ()
    titles: tuple[str, ...] = ()


def notice_of(event: Event) -> NoticeText | None:
    match event:
        case Notice(kind=kind, text=text, is_error=is_error):
            return NoticeText(in_our_language(text), is_error, REMEDIES.get(kind, ()) if is_error else ())
        case ModelRetiring():
            return _retiring(event)
    return None


def _retiring(event: ModelRetiring) -> NoticeText:
    names = {"model": event.model, "successor": event.successor, "day": day_in_words(event.shutdown_date)}
    if event.switched:
        words = translate("Notices", "{model} was shut down on {day}; {successor} is used now.")
        return NoticeText(_joined(words.format(**names), loss(event.successor)))
    words = translate("Notices", "{model} is shut down on {day}.").format(**names)
    if not event.successor:
        return NoticeText(words, remedies=(Remedy.SETTINGS,))
    title = translate("Notices", "Switch to {successor}").format(**names)
    return NoticeText(_joined(words, loss(event.successor)), remedies=(Remedy.SWITCH,), titles=(title,))


def loss(successor: str) -> str:
    """What a successor does worse, "" for nothing."""
    if successor != TELLS_NO_TIMES:
        return ""
    return translate("Notices", "{successor} does not tell when words are said.").format(successor=successor)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
