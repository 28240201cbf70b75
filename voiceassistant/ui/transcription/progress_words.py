"""How far a transcription has come, in words. No Qt widgets."""

from PySide6.QtCore import QCoreApplication

from voiceassistant.transcripts import TranscriptionProgress
from voiceassistant.ui.transcription.page import clock

translate = QCoreApplication.translate


def progress_words(progress: TranscriptionProgress) -> str:
    """ "3:20 of 58:00, about 4 minutes left"; without the rest where that is not known."""
    done = how_far(progress)
    left = "" if progress.seconds_left is None else time_left(progress.seconds_left)
    return f"{done}, {left}" if left else done


def how_far(progress: TranscriptionProgress) -> str:
    words = translate("Transcription", "{done} of {total}")
    return words.format(done=clock(progress.done), total=clock(progress.total))


def time_left(seconds: float) -> str:
    """Not more exact than it is known."""
    if seconds < 8:
        return translate("Transcription", "a few seconds left")
    if seconds < 55:
        return translate("Transcription", "about {n} seconds left").format(n=max(10, round(seconds / 10) * 10))
    minutes = round(seconds / 60)
    if minutes <= 1:
        return translate("Transcription", "about a minute left")
    if minutes < 60:
        return translate("Transcription", "about {n} minutes left").format(n=minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("Transcription", "about {h} h {m} min left").format(h=hours, m=minutes)
