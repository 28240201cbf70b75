"""What the settings' fields and their choices are called. The sentences of help are the settings model's own."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# QT_TRANSLATE_NOOP gives back its text, but its type is unknown.
TITLES: dict[str, Any] = {
    "server": QT_TRANSLATE_NOOP("Field", "Server"),
    "base_url": QT_TRANSLATE_NOOP("Field", "Address"),
    "model": QT_TRANSLATE_NOOP("Field", "Model"),
    "timeout_seconds": QT_TRANSLATE_NOOP("Field", "Patience in seconds"),
    "attempts": QT_TRANSLATE_NOOP("Field", "Attempts"),
    "language": QT_TRANSLATE_NOOP("Field", "Language"),
    "prompt": QT_TRANSLATE_NOOP("Field", "Words to listen for"),
    "system_prompt": QT_TRANSLATE_NOOP("Field", "How to answer"),
    "reasoning_effort": QT_TRANSLATE_NOOP("Field", "Reasoning effort"),
    "longest_answer": QT_TRANSLATE_NOOP("Field", "Longest answer"),
    "price_in": QT_TRANSLATE_NOOP("Field", "Price of questions"),
    "price_out": QT_TRANSLATE_NOOP("Field", "Price of answers"),
    "voice": QT_TRANSLATE_NOOP("Field", "Voice"),
    "speed": QT_TRANSLATE_NOOP("Field", "Speed"),
    "kind": QT_TRANSLATE_NOOP("Field", "How it speaks"),
    "microphone": QT_TRANSLATE_NOOP("Field", "Microphone"),
    "speaker": QT_TRANSLATE_NOOP("Field", "Speaker"),
    "theme": QT_TRANSLATE_NOOP("Field", "Colours"),
    "show_confidence": QT_TRANSLATE_NOOP("Field", "Show unsure words"),
    "fall_back": QT_TRANSLATE_NOOP("Field", "This computer stands in"),
}
CHOICES: dict[tuple[str, str], Any] = {
    ("server", "auto"): QT_TRANSLATE_NOOP("Field", "Automatic"),
    ("server", "local"): QT_TRANSLATE_NOOP("Field", "This computer"),
    ("server", "openai"): "OpenAI",
    ("server", "custom"): QT_TRANSLATE_NOOP("Field", "Another server"),
    ("theme", "system"): QT_TRANSLATE_NOOP("Field", "As the system"),
    ("theme", "light"): QT_TRANSLATE_NOOP("Field", "Light"),
    ("theme", "dark"): QT_TRANSLATE_NOOP("Field", "Dark"),
    ("kind", "speech"): QT_TRANSLATE_NOOP("Field", "Speech endpoint"),
    ("kind", "realtime"): QT_TRANSLATE_NOOP("Field", "Realtime connection"),
    ("language", ""): QT_TRANSLATE_NOOP("Field", "As the system"),
    ("language", "en"): "English",
    ("language", "ko"): "한국어",
}
# The model's descriptions, for the translators; a test compares them with the model.
HELP: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Help", "Who does this: OpenAI if a key is there, else this computer (auto); or a choice."),
    QT_TRANSLATE_NOOP("Help", "The address of another server, such as http://localhost:8000/v1."),
    QT_TRANSLATE_NOOP("Help", "The model's name on that server; empty for the usual one."),
    QT_TRANSLATE_NOOP("Help", "How long to wait for the server before saying so."),
    QT_TRANSLATE_NOOP("Help", "How often to ask a server that does not answer."),
    QT_TRANSLATE_NOOP("Help", "The language you speak, such as en or ko; empty: any."),
    QT_TRANSLATE_NOOP("Help", "Names and words that you often say, so that they are understood."),
    QT_TRANSLATE_NOOP("Help", "How the assistant should answer; empty for the usual way."),
    QT_TRANSLATE_NOOP("Help", "How long the model may think before it answers; none is the fastest."),
    QT_TRANSLATE_NOOP("Help", "The longest answer, in tokens; 0: as long as the server allows."),
    QT_TRANSLATE_NOOP("Help", "What a million tokens of questions cost, in dollars; 0: unknown."),
    QT_TRANSLATE_NOOP("Help", "What a million tokens of answers cost, in dollars; 0: unknown."),
    QT_TRANSLATE_NOOP("Help", "The voice that speaks."),
    QT_TRANSLATE_NOOP("Help", "How fast it speaks; 1 is usual."),
    QT_TRANSLATE_NOOP("Help", "How the server speaks: the speech endpoint, or a Realtime connection (after tts-1)."),
    QT_TRANSLATE_NOOP("Help", "The microphone's name; empty for the system's default."),
    QT_TRANSLATE_NOOP("Help", "The speaker's name; empty for the system's default."),
    QT_TRANSLATE_NOOP("Help", "Light, dark, or as the system."),
    QT_TRANSLATE_NOOP("Help", "The window's language; empty: the system's."),
    QT_TRANSLATE_NOOP("Help", "Shade the words that the models were not sure of."),
    QT_TRANSLATE_NOOP("Help", "What a server cannot do, or when it does not answer, this computer does."),
)


def field_title(name: str) -> str:
    return QCoreApplication.translate("Field", TITLES.get(name, name))


def choice_title(name: str, value: str) -> str:
    return QCoreApplication.translate("Field", CHOICES.get((name, value), value))


def field_help(description: str) -> str:
    return QCoreApplication.translate("Help", description)
