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
    "enabled": QT_TRANSLATE_NOOP("Field", "Hands-free"),
    "wake_phrase": QT_TRANSLATE_NOOP("Field", "Wake phrase"),
    "follow_up_seconds": QT_TRANSLATE_NOOP("Field", "Time for going on"),
    "shortest_pause_seconds": QT_TRANSLATE_NOOP("Field", "Shortest pause"),
    "longest_pause_seconds": QT_TRANSLATE_NOOP("Field", "Longest pause"),
    "early_start": QT_TRANSLATE_NOOP("Field", "Early start"),
    "sound_heard": QT_TRANSLATE_NOOP("Field", "Sound: it hears you"),
    "sound_thinking": QT_TRANSLATE_NOOP("Field", "Sound: it thinks"),
    "sound_stopped": QT_TRANSLATE_NOOP("Field", "Sound: it stopped listening"),
    "selection_key": QT_TRANSLATE_NOOP("Field", "Key: read what is selected"),
    "talk_key": QT_TRANSLATE_NOOP("Field", "Key: hold to talk"),
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
    ("wake_phrase", ""): QT_TRANSLATE_NOOP("Field", "None"),
    ("wake_phrase", "okay_nabu"): "Okay Nabu",
    ("wake_phrase", "hey_jarvis"): "Hey Jarvis",
    ("wake_phrase", "hey_mycroft"): "Hey Mycroft",
    ("wake_phrase", "alexa"): "Alexa",
    ("early_start", "no"): QT_TRANSLATE_NOOP("Field", "Nothing"),
    ("early_start", "transcript"): QT_TRANSLATE_NOOP("Field", "Speech recognition"),
    ("early_start", "answer"): QT_TRANSLATE_NOOP("Field", "Speech recognition and answer"),
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
    QT_TRANSLATE_NOOP("Help", "The voice that reads; empty: the one that answers."),
    QT_TRANSLATE_NOOP("Help", "The microphone's name; empty for the system's default."),
    QT_TRANSLATE_NOOP("Help", "The speaker's name; empty for the system's default."),
    QT_TRANSLATE_NOOP("Help", "Light, dark, or as the system."),
    QT_TRANSLATE_NOOP("Help", "The window's language; empty: the system's."),
    QT_TRANSLATE_NOOP("Help", "Shade the words that the models were not sure of."),
    QT_TRANSLATE_NOOP("Help", "What a server cannot do, or when it does not answer, this computer does."),
    QT_TRANSLATE_NOOP("Help", "Just talk, without a key; talk over an answer and it falls silent."),
    QT_TRANSLATE_NOOP("Help", "Listen only after this phrase, which is recognised on this computer."),
    QT_TRANSLATE_NOOP("Help", "How long after an answer you can go on without the wake phrase, in seconds."),
    QT_TRANSLATE_NOOP("Help", "The pause after a finished sentence that ends your turn, in seconds."),
    QT_TRANSLATE_NOOP("Help", "The pause within a sentence that ends your turn at the latest, in seconds."),
    QT_TRANSLATE_NOOP(
        "Help",
        "What is begun at each short pause, before it is sure that you are done: faster, but every pause "
        "inside a question costs an extra transcription and chat request.",
    ),
    QT_TRANSLATE_NOOP("Help", "A short sound when it begins to hear you."),
    QT_TRANSLATE_NOOP("Help", "A soft sound now and then while it thinks for longer."),
    QT_TRANSLATE_NOOP("Help", "A short sound when it does not listen any more."),
    QT_TRANSLATE_NOOP("Help", "Reads aloud what is selected in any program; a second time pauses. Empty: none."),
    QT_TRANSLATE_NOOP("Help", "Hold it to talk, in any program. Empty: none."),
)


def field_title(name: str) -> str:
    return QCoreApplication.translate("Field", TITLES.get(name, name))


def choice_title(name: str, value: str) -> str:
    return QCoreApplication.translate("Field", CHOICES.get((name, value), value))


def field_help(description: str) -> str:
    return QCoreApplication.translate("Help", description)
