"""Sentences that the rooms behind the window make, for the translators. %1 and %2 stand for names and numbers.

One that is not here is shown in English, as it came.
"""

import functools
import re
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# QT_TRANSLATE_NOOP gives back its text, but its type is unknown.
ADVICE: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Errors", "The log has the details."),
    QT_TRANSLATE_NOOP("Errors", "Connect a microphone or choose another one."),
    QT_TRANSLATE_NOOP("Errors", "Connect a speaker or choose another one; the answer is shown as text."),
    QT_TRANSLATE_NOOP("Errors", "Connect it again or choose another one."),
    QT_TRANSLATE_NOOP("Errors", "Choose a file that an audio player can play."),
    QT_TRANSLATE_NOOP("Errors", "Choose none in Settings, or talk with the button."),
    QT_TRANSLATE_NOOP("Errors", "Hold the button while you speak, and check the microphone's level."),
    QT_TRANSLATE_NOOP("Errors", "Check the API key in Settings."),
    QT_TRANSLATE_NOOP("Errors", "Check the model and the server in Settings."),
    QT_TRANSLATE_NOOP("Errors", "Choose another model in Settings."),
    QT_TRANSLATE_NOOP("Errors", "Send the text in the picture instead, or choose a model that sees in Settings."),
    QT_TRANSLATE_NOOP("Errors", "Check the network, then try again."),
    QT_TRANSLATE_NOOP("Errors", "Try again, or choose a faster server in Settings."),
    QT_TRANSLATE_NOOP("Errors", "It is started again by itself; then try again."),
    QT_TRANSLATE_NOOP("Errors", "Check the network and the free disk space, then try again."),
    QT_TRANSLATE_NOOP("Errors", "Ask in other words."),
    QT_TRANSLATE_NOOP("Errors", "Check the free disk space and the rights of the data folder."),
    QT_TRANSLATE_NOOP("Errors", "Correct it in Settings."),
    QT_TRANSLATE_NOOP("Errors", "This computer answers instead."),
    QT_TRANSLATE_NOOP("Errors", "Write some words."),
    QT_TRANSLATE_NOOP("Errors", "Choose another place."),
    QT_TRANSLATE_NOOP("Errors", "Choose another place, or make room there."),
    QT_TRANSLATE_NOOP("Errors", "Install it (on Debian and Ubuntu: the package libportaudio2) and start again."),
    QT_TRANSLATE_NOOP("Errors", "Install ffmpeg, or use a WAV file."),
    QT_TRANSLATE_NOOP("Errors", "Check the free disk space and the rights of the folder."),
    QT_TRANSLATE_NOOP("Errors", "Check the free disk space."),
    QT_TRANSLATE_NOOP("Errors", "Choose a PNG, JPEG, WebP or GIF file."),
    QT_TRANSLATE_NOOP("Errors", "Correct the schema, or leave it out."),
    QT_TRANSLATE_NOOP("Errors", "Choose the usual kind of speech in Settings."),
    QT_TRANSLATE_NOOP("Errors", "Save the picture, then attach the file."),
    QT_TRANSLATE_NOOP("Errors", "Install the newest version; nothing was changed."),
    QT_TRANSLATE_NOOP("Errors", "Give the document's password."),
    QT_TRANSLATE_NOOP("Errors", "Check that another program opens it."),
    QT_TRANSLATE_NOOP("Errors", "Save the part that you want to hear as a document of its own."),
    QT_TRANSLATE_NOOP("Errors", "If it is a picture of text, install tesseract to have it recognised."),
    QT_TRANSLATE_NOOP("Errors", "Choose a document with words in it."),
    QT_TRANSLATE_NOOP("Errors", "The rest of it can be read."),
    QT_TRANSLATE_NOOP("Errors", "Check the address and the network."),
    QT_TRANSLATE_NOOP("Errors", "Download it with a browser, and open the file."),
    QT_TRANSLATE_NOOP("Errors", "Save it as DOCX, and open that."),
    QT_TRANSLATE_NOOP("Errors", "Ask the seller for an edition without protection, or read it in their program."),
    QT_TRANSLATE_NOOP("Errors", "Choose a file in it."),
    QT_TRANSLATE_NOOP("Errors", "Choose a file."),
    QT_TRANSLATE_NOOP("Errors", "Check its name and its folder."),
    QT_TRANSLATE_NOOP("Errors", "Save it without a password, or without copy protection, and open that."),
    QT_TRANSLATE_NOOP("Errors", "PDF, EPUB, DOCX, ODT, HTML, Markdown, plain text and pictures are read."),
    QT_TRANSLATE_NOOP("Errors", "Wait until that is done."),
)
SENTENCES: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Errors", "I heard nothing"),
    QT_TRANSLATE_NOOP("Errors", "Nothing was being recorded"),
    QT_TRANSLATE_NOOP("Errors", "There is no microphone"),
    QT_TRANSLATE_NOOP("Errors", "There is no speaker"),
    QT_TRANSLATE_NOOP("Errors", "This system cannot recognise wake phrases"),
    QT_TRANSLATE_NOOP("Errors", "Something unexpected went wrong"),
    QT_TRANSLATE_NOOP("Errors", "OpenAI was chosen but there is no API key"),
    QT_TRANSLATE_NOOP("Errors", "The system's keyring did not answer; unlock it, or set the key in the environment"),
    QT_TRANSLATE_NOOP("Errors", "The system's keyring cannot be used (%1); set the key in the environment"),
    QT_TRANSLATE_NOOP("Errors", "The %1 server has no address that starts with http:// or https://"),
    QT_TRANSLATE_NOOP("Errors", "The conversations could not be read or written: %1"),
    QT_TRANSLATE_NOOP("Errors", "The picture could not be kept in %1: %2"),
    QT_TRANSLATE_NOOP("Errors", "The picture could not be kept in %1"),
    QT_TRANSLATE_NOOP("Errors", "The settings could not be saved in %1: %2"),
    QT_TRANSLATE_NOOP("Errors", "The local engine does not run: %1"),
    QT_TRANSLATE_NOOP("Errors", "The local engine ended (%1) and is being started again"),
    QT_TRANSLATE_NOOP("Errors", "The local engine is running again"),
    QT_TRANSLATE_NOOP("Errors", "The local engine's models are being fetched: %1, %2 %"),
    QT_TRANSLATE_NOOP("Errors", "Heard: “%1”"),
    QT_TRANSLATE_NOOP("Errors", "Answered: “%1”"),
    QT_TRANSLATE_NOOP("Errors", "Spoke for %1 seconds"),
    QT_TRANSLATE_NOOP("Errors", "Speech cannot be %1 times as fast"),
    QT_TRANSLATE_NOOP("Errors", "The chat model cannot see, and the text in a picture on the web is not read"),
    QT_TRANSLATE_NOOP("Errors", "Tesseract could not read the picture: %1"),
    QT_TRANSLATE_NOOP("Errors", "Tesseract did not read the picture within %1 seconds"),
    QT_TRANSLATE_NOOP("Errors", "ffmpeg, which is needed for %1, is not installed"),
    QT_TRANSLATE_NOOP("Errors", "A finished part could not be kept: %1"),
    QT_TRANSLATE_NOOP("Errors", "There is no speech in the recording"),
    QT_TRANSLATE_NOOP("Errors", "The sound device does not answer"),
    QT_TRANSLATE_NOOP("Errors", "The settings in %1 cannot be read: %2"),
    QT_TRANSLATE_NOOP("Errors", "The settings in %1 do not fit: %2"),
    QT_TRANSLATE_NOOP("Errors", "The model %1 could not be stored: %2"),
    QT_TRANSLATE_NOOP("Errors", "The model file %1 could not be fetched; tried: %2"),
    QT_TRANSLATE_NOOP("Errors", "The conversations were written by a newer version of this program"),
    QT_TRANSLATE_NOOP("Errors", "There is no text in the document"),
    QT_TRANSLATE_NOOP("Errors", "There is no text in %1"),
    QT_TRANSLATE_NOOP("Errors", "There is nothing to mark"),
    QT_TRANSLATE_NOOP("Errors", "No document is open"),
    QT_TRANSLATE_NOOP("Errors", "There is no file %1"),
    QT_TRANSLATE_NOOP("Errors", "A password is needed to open %1"),
    QT_TRANSLATE_NOOP("Errors", "The password does not open %1"),
    QT_TRANSLATE_NOOP("Errors", "What is kept of documents could not be read or written: %1"),
    QT_TRANSLATE_NOOP("Errors", "The text is larger than a document is"),
    QT_TRANSLATE_NOOP("Errors", "The process that reads documents does not start"),
    QT_TRANSLATE_NOOP("Errors", "The address leads to a private network, where nobody sent this program"),
    QT_TRANSLATE_NOOP("Errors", "What %1 sends is larger than %2 MB"),
    QT_TRANSLATE_NOOP("Errors", "The same document is being written already"),
    QT_TRANSLATE_NOOP("Errors", "Page %1 of %2 cannot be shown"),
    # The first one that fits is taken: those that begin with a name fit most.
    QT_TRANSLATE_NOOP("Errors", "%1 did not answer within %2 seconds (%3)"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be reached (%2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 refused the API key (%2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not know the model %2 (%3)"),
    QT_TRANSLATE_NOOP("Errors", "%1 says that the account's quota is used up (%2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 is asked too often just now (%2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 failed with status %2 (%3)"),
    QT_TRANSLATE_NOOP("Errors", "%1 refused the request: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 sent something that is not an answer (%2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot do this: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 answers again"),
    QT_TRANSLATE_NOOP("Errors", "%1 broke off in the middle of its answer"),
    QT_TRANSLATE_NOOP("Errors", "%1 did not translate the text"),
    QT_TRANSLATE_NOOP("Errors", "%1 was disconnected"),
    QT_TRANSLATE_NOOP("Errors", "%1 was connected"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot see with the model %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not say how sure the model %2 is of its words"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be read as a picture"),
    QT_TRANSLATE_NOOP("Errors", "%1 holds no text that can be read"),
    QT_TRANSLATE_NOOP("Errors", "%1 is broken, or no PDF"),
    QT_TRANSLATE_NOOP("Errors", "%1 is broken: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 is of Office's old kind, which is not read"),
    QT_TRANSLATE_NOOP("Errors", "%1 is protected against copying (DRM), and only its seller's programs open it"),
    QT_TRANSLATE_NOOP("Errors", "%1 is of a kind that is not read"),
    QT_TRANSLATE_NOOP("Errors", "%1 is encrypted in a way that cannot be read here"),
    QT_TRANSLATE_NOOP("Errors", "%1 is a picture, and no program to read its text is installed"),
    QT_TRANSLATE_NOOP("Errors", "%1 is a folder"),
    QT_TRANSLATE_NOOP("Errors", "%1 is no text"),
    QT_TRANSLATE_NOOP("Errors", "%1 is larger than a document is"),
    QT_TRANSLATE_NOOP("Errors", "%1 is larger than a page is"),
    QT_TRANSLATE_NOOP("Errors", "%1 is larger than a text is"),
    QT_TRANSLATE_NOOP("Errors", "%1 holds only pictures of pages"),
    QT_TRANSLATE_NOOP("Errors", "%1 holds no text"),
    QT_TRANSLATE_NOOP("Errors", "%1 unpacks to far more than a document holds"),
    QT_TRANSLATE_NOOP("Errors", "%1 would unpack to %2 MB"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be opened: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be read: its parser breaks on it"),
    QT_TRANSLATE_NOOP("Errors", "%1 takes too long to answer"),
    QT_TRANSLATE_NOOP("Errors", "%1 has trouble of its own (status %2)"),
    QT_TRANSLATE_NOOP("Errors", "%1 has %2 pages"),
    QT_TRANSLATE_NOOP("Errors", "%1 is not installed"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not exist"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not exist any more"),
    QT_TRANSLATE_NOOP("Errors", "%1 is empty"),
    QT_TRANSLATE_NOOP("Errors", "%1 holds no sound"),
    QT_TRANSLATE_NOOP("Errors", "%1 is not a sound file, or it is damaged"),
    QT_TRANSLATE_NOOP("Errors", "%1 was not read within %2 seconds"),
    QT_TRANSLATE_NOOP("Errors", "%1 ends after %2 of %3: it is damaged"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be read: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be written: it is a folder"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be written: there is no folder %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 could not be written: %2"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not end like a sound file"),
    QT_TRANSLATE_NOOP("Errors", "%1 was not written: nothing in the answer can be read aloud"),
    QT_TRANSLATE_NOOP("Errors", "%1 does not play: %2"),
)
NAMES: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Errors", "local engine"),
    QT_TRANSLATE_NOOP("Errors", "transcription"),
    QT_TRANSLATE_NOOP("Errors", "chat"),
    QT_TRANSLATE_NOOP("Errors", "speech"),
)


def in_our_language(text: str) -> str:
    """One or several sentences in the window's language, as far as they are known."""
    advice = next((one for one in ADVICE if text.endswith(f" {one}")), "")
    happened = text[: len(text) - len(advice)].strip() if advice else text
    shown = [_sentence(happened), _translate(advice) if advice else ""]
    return " ".join(part for part in shown if part)


def _sentence(text: str) -> str:
    bare = text.removesuffix(".")
    end = text[len(bare) :]
    for template in SENTENCES:
        if match := _pattern(template).fullmatch(bare):
            shown = _translate(template)
            for number, name in enumerate(match.groups(), start=1):
                shown = shown.replace(f"%{number}", _translate(name) if name in NAMES else name)
            return shown + end
    return _translate(text)


@functools.cache
def _pattern(template: str) -> "re.Pattern[str]":
    return re.compile(re.sub(r"%\d", "(.+)", re.escape(template)), re.DOTALL)


def _translate(text: str) -> str:
    return QCoreApplication.translate("Errors", text)
