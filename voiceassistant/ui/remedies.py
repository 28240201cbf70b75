"""What can be done about an error with one click."""

from enum import Enum

from PySide6.QtCore import QCoreApplication

from voiceassistant.errors import (
    AssistantError,
    CannotSee,
    CredentialsError,
    DeviceLost,
    ModelMissing,
    NoMicrophone,
    NoSpeaker,
    RequestRefused,
    SettingsError,
)
from voiceassistant.events import Step


class Remedy(Enum):
    TRY_AGAIN = "try again"
    MICROPHONE = "choose a microphone"
    SPEAKER = "choose a speaker"
    SETTINGS = "settings"
    DEVICES = "choose a device"
    SEND = "send what is left over"
    DISCARD = "discard what is left over"
    GO_ON = "ask for the rest of an answer"
    READ_PICTURE = "send the text in the picture"
    SWITCH = "use the model's successor"


def remedies(error: AssistantError, step: Step, can_retry: bool) -> tuple[Remedy, ...]:
    """The most likely one first; none when only waiting helps."""
    found = []
    match error:
        case CannotSee():
            return (Remedy.READ_PICTURE, Remedy.SETTINGS)  # again would fail again
        case NoMicrophone():
            found.append(Remedy.MICROPHONE)
        case NoSpeaker():
            found.append(Remedy.SPEAKER)
        case DeviceLost():
            found.append(Remedy.SPEAKER if step is Step.PLAYBACK else Remedy.MICROPHONE)
        case CredentialsError() | RequestRefused() | ModelMissing() | SettingsError():
            found.append(Remedy.SETTINGS)
    if can_retry:
        found.append(Remedy.TRY_AGAIN)
    return tuple(found)


def title(remedy: Remedy) -> str:
    translate = QCoreApplication.translate
    match remedy:
        case Remedy.TRY_AGAIN:
            return translate("Remedy", "Try again")
        case Remedy.MICROPHONE:
            return translate("Remedy", "Choose a microphone")
        case Remedy.SPEAKER:
            return translate("Remedy", "Choose a speaker")
        case Remedy.DEVICES:
            return translate("Remedy", "Choose a device")
        case Remedy.SETTINGS:
            return translate("Remedy", "Settings")
        case Remedy.SEND:
            return translate("Remedy", "Send")
        case Remedy.DISCARD:
            return translate("Remedy", "Discard")
        case Remedy.GO_ON:
            return translate("Remedy", "Go on")
        case Remedy.READ_PICTURE:
            return translate("Remedy", "Send the text in the picture")
        case Remedy.SWITCH:
            return translate("Remedy", "Switch to the successor")
