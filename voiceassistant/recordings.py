"""A recording that is listened to, as the window sees it; `audio/recording_player.py` has the one that plays."""

from typing import Protocol


class RecordingPlayer(Protocol):
    """A sound or video file being listened to, in seconds from its beginning. Thread-safe; methods return at once."""

    @property
    def duration(self) -> float: ...
    @property
    def playing(self) -> bool: ...
    @property
    def position(self) -> float: ...  # what is heard now, not what was sent to the speaker
    @property
    def problem(self) -> str: ...  # a sentence if it had to stop, else ""
    def play(self) -> None: ...
    def pause(self) -> None: ...
    def seek(self, seconds: float) -> None: ...  # goes on playing if it was
    def close(self) -> None: ...
