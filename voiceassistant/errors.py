"""The error tree: what went wrong, what the user can do about it, and whether trying again can help.

    AssistantError
    ├── AudioError
    │   ├── NoMicrophone, NoSpeaker, DeviceLost
    │   └── AudioFileError, WakePhraseError
    ├── NothingHeard, NothingToSay
    ├── ServiceError
    │   ├── CredentialsError, RequestRefused, ModelMissing, CannotSee
    │   └── ServiceUnavailable
    │       └── ServiceTimeout
    ├── LocalEngineError
    │   └── ModelDownloadError
    ├── ToolError
    │   └── ToolDefinitionError, ToolArgumentsError
    ├── StoreError
    ├── WindowError
    │   └── RunningAlready
    ├── DesktopError
    ├── DocumentError
    │   └── DocumentLocked, NothingToRead, DocumentTooLarge
    └── SettingsError

`str(error)` says what happened, in words that are safe to show and to log; `advice` says what to do.
"""


class AssistantError(Exception):
    """Anything worth telling the user. Window and terminal show `sentence`."""

    advice = "The log has the details."
    retryable = False

    @property
    def sentence(self) -> str:
        """What happened and what to do, as one line of text."""
        happened = str(self).strip() or type(self).__name__
        if not happened.endswith((".", "!", "?", "…")):
            happened += "."
        return f"{happened} {self.advice}".strip()


class AudioError(AssistantError):
    """Sound could not be recorded, played, read or written."""


class NoMicrophone(AudioError):
    advice = "Connect a microphone or choose another one."


class NoSpeaker(AudioError):
    advice = "Connect a speaker or choose another one; the answer is shown as text."


class DeviceLost(AudioError):
    """A device went away while it was in use."""

    advice = "Connect it again or choose another one."
    retryable = True


class AudioFileError(AudioError):
    advice = "Choose a file that an audio player can play."


class WakePhraseError(AudioError):
    """The library for it is missing, or has no build for this system."""

    advice = "Choose none in Settings, or talk with the button."


class NothingHeard(AssistantError):
    """The recording is empty or holds no speech."""

    advice = "Hold the button while you speak, and check the microphone's level."
    retryable = True


class NothingToSay(AssistantError):
    """A text without words was to be read aloud."""

    advice = "Write some words."


class ServiceError(AssistantError):
    """A role's server did not do what it was asked."""


class CredentialsError(ServiceError):
    advice = "Check the API key in Settings."


class RequestRefused(ServiceError):
    advice = "Check the model and the server in Settings."


class ModelMissing(ServiceError):
    """The server has no such model, or no longer."""

    advice = "Choose another model in Settings."


class CannotSee(ServiceError):
    """The chat model takes no images."""

    advice = "Send the text in the picture instead, or choose a model that sees in Settings."


class ServiceUnavailable(ServiceError):
    advice = "Check the network, then try again."
    retryable = True


class ServiceTimeout(ServiceUnavailable):
    advice = "Try again, or choose a faster server in Settings."


class LocalEngineError(AssistantError):
    """The local engine did not start, or ended by itself."""

    advice = "It is started again by itself; then try again."
    retryable = True


class ModelDownloadError(LocalEngineError):
    """Weights could not be had, or are not the ones we know."""

    advice = "Check the network and the free disk space, then try again."


class ToolError(AssistantError):
    """A tool could not do its work; the chat model is told so."""

    advice = "Ask in other words."


class ToolDefinitionError(ToolError):
    """A function lacks what a tool needs: annotations and words for each argument."""


class ToolArgumentsError(ToolError):
    """The chat model called a tool with arguments that do not fit."""

    retryable = True


class StoreError(AssistantError):
    """The conversations could not be read or written."""

    advice = "Check the free disk space and the rights of the data folder."


class WindowError(AssistantError):
    """What only the window can do was asked for where none can be shown."""

    advice = "`voiceassistant read` reads documents in the terminal."


class RunningAlready(WindowError):
    """Another start of the program holds the lock and says nothing."""

    advice = "End it, then try again."


class DesktopError(AssistantError):
    """The desktop around the window lacks something, or did not do what it was asked."""

    advice = "Choose the program with “Open with” in the file manager."


class DocumentError(AssistantError):
    """A document is broken, of a kind that is not read, or could not be had."""

    advice = "Check that another program opens it."


class DocumentLocked(DocumentError):
    """It wants a password, or another one."""

    advice = "Give the document's password."


class NothingToRead(DocumentError):
    """It opened, but there is no text in it."""

    advice = "If it is a picture of text, install tesseract to have it recognised."


class DocumentTooLarge(DocumentError):
    """More than a document of its kind holds: a bomb, or a file for another program."""

    advice = "Save the part that you want to hear as a document of its own."


class SettingsError(AssistantError):
    """The settings could not be read, or a value does not fit."""

    advice = "Correct it in Settings."
