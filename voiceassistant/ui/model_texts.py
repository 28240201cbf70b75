"""A server's models in words: until when they are there, and what comes after them."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from voiceassistant.retirement import WARN_DAYS, ModelInfo

translate = QCoreApplication.translate


def day_in_words(day: date) -> str:
    """As "26 February 2027"."""
    locale = QLocale(translate("Dates", "en", "the language's code, for the names of the months"))
    return locale.toString(QDate(day.year, day.month, day.day), translate("Dates", "d MMMM yyyy", "as QDate writes it"))


def shutdown_words(info: ModelInfo, today: date) -> str:
    """When it is shut down, with a warning where that is soon; "" where no day is known."""
    if info.shutdown_date is None:
        return ""
    day = day_in_words(info.shutdown_date)
    if info.shutdown_date <= today:
        return translate("Models", "⚠ over since {day}").format(day=day)
    if info.shutdown_date - today <= timedelta(days=WARN_DAYS):
        return translate("Models", "⚠ soon: {day}").format(day=day)
    return day


def model_words(info: ModelInfo) -> str:
    """As "whisper-1 – shut down on 26 February 2027, then gpt-transcribe"."""
    if info.shutdown_date is None:
        return info.id
    names = {"model": info.id, "day": day_in_words(info.shutdown_date), "successor": info.successor}
    if info.successor:
        return translate("Models", "{model} – shut down on {day}, then {successor}").format(**names)
    return translate("Models", "{model} – shut down on {day}").format(**names)
