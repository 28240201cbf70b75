"""How long turns take, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from voiceassistant.latency import Advice, Hint, Kind, Part, TurnLatency, percentile, waited

translate = QCoreApplication.translate

LAST_TOLD = 10  # turns that are told one by one


def seconds(milliseconds: float, digits: int = 1) -> str:
    """ "1.2 s" """
    number = QLocale().toString(milliseconds / 1000, "f", digits)
    return translate("Latency", "{n} s").format(n=number)


def part_title(part: Part) -> str:
    """The step that ends it."""
    match part:
        case Part.PAUSE:
            return translate("Latency", "Pause noticed")
        case Part.CLOSING:
            return translate("Latency", "Pause long enough")
        case Part.TRANSCRIPTION:
            return translate("Latency", "Heard")
        case Part.CHAT:
            return translate("Latency", "First word")
        case Part.SENTENCE:
            return translate("Latency", "First sentence")
        case Part.SPEECH:
            return translate("Latency", "First sound")


def part_rows(turn: TurnLatency) -> list[list[str]]:
    """Each step, how long it was waited for, and when it was reached; the last one is the whole."""
    rows, until = [], 0.0
    for part, milliseconds in waited(turn.timings).items():
        until += milliseconds
        rows.append([part_title(part), seconds(milliseconds, 2), seconds(until, 2)])
    return rows


def kind_words(kind: Kind) -> str:
    match kind:
        case Kind(hands_free=True, local=True):
            return translate("Latency", "Hands-free, on this computer")
        case Kind(hands_free=True):
            return translate("Latency", "Hands-free, with a server")
        case Kind(local=True):
            return translate("Latency", "With the talk key, on this computer")
    return translate("Latency", "With the talk key, with a server")


def usual_words(turns: Sequence[TurnLatency]) -> str:
    """Median and 95th percentile of turns of one kind."""
    totals = [turn.total for turn in turns]
    words = translate("Latency", "Median {median}, 95th percentile {most}")
    return words.format(median=seconds(percentile(totals, 0.5)), most=seconds(percentile(totals, 0.95)))


def count_words(count: int) -> str:
    if count == 1:
        return translate("Latency", "Your only turn of this kind so far")
    return translate("Latency", "Your last {n} turns of this kind").format(n=count)


def graph_words(turns: Sequence[TurnLatency]) -> str:
    """What the graph shows, for those who do not see it."""
    totals = [turn.total for turn in turns]
    span = translate("Latency", "From {least} to {most}").format(least=seconds(min(totals)), most=seconds(max(totals)))
    newest = ", ".join(seconds(total) for total in reversed(totals[-LAST_TOLD:]))
    last = translate("Latency", "The newest first: {times}").format(times=newest)
    return f"{usual_words(turns)}. {span}. {last}."


def advice_sentence(advice: Advice) -> str:
    return _template(advice.hint).format(time=seconds(advice.milliseconds))


def advice_page(hint: Hint) -> str:
    """The section of the settings that it is about, "" for none."""
    match hint:
        case Hint.PAUSE | Hint.EARLY_START:
            return "hands_free"
        case Hint.TRANSCRIPTION | Hint.LOCAL_TRANSCRIPTION:
            return "transcription"
        case Hint.THINKING | Hint.CHAT | Hint.LOCAL_CHAT | Hint.SENTENCE:
            return "chat"
        case Hint.SPEECH | Hint.LOCAL_SPEECH:
            return "speech"
    return ""


def _template(hint: Hint) -> str:
    match hint:
        case Hint.PAUSE:
            return translate(
                "Latency", "The pause after your last word takes {time}. Shorten the pauses, or use the talk key."
            )
        case Hint.EARLY_START:
            return translate(
                "Latency",
                "An early start would save about {time}: work begins at a short pause. It costs more requests.",
            )
        case Hint.TRANSCRIPTION:
            return translate(
                "Latency", "Recognising what you said takes {time}. A faster model, or this computer, may be quicker."
            )
        case Hint.LOCAL_TRANSCRIPTION:
            return translate(
                "Latency", "Recognising what you said takes {time} on this computer. A server may be quicker."
            )
        case Hint.THINKING:
            return translate("Latency", "The model's first word takes {time}. Let it think less before it answers.")
        case Hint.CHAT:
            return translate("Latency", "The model's first word takes {time}. Another model may begin sooner.")
        case Hint.LOCAL_CHAT:
            return translate(
                "Latency", "The model's first word takes {time} on this computer. A server may begin sooner."
            )
        case Hint.SENTENCE:
            return translate(
                "Latency",
                "Its first sentence takes {time} to write. Have it begin with a short one, or choose a faster model.",
            )
        case Hint.SPEECH:
            return translate(
                "Latency", "Speech takes {time} to arrive. Another speech model, or this computer, may be quicker."
            )
        case Hint.LOCAL_SPEECH:
            return translate("Latency", "Speech takes {time} to be made on this computer. A server may be quicker.")
    return translate("Latency", "Nothing stands out: every step is quick.")
