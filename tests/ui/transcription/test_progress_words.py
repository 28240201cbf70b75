import pytest

from voiceassistant.transcripts import TranscriptionProgress
from voiceassistant.ui.transcription.progress_words import progress_words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (None, "3:20 of 58:00"),
        (2, "3:20 of 58:00, a few seconds left"),
        (12, "3:20 of 58:00, about 10 seconds left"),
        (54, "3:20 of 58:00, about 50 seconds left"),
        (70, "3:20 of 58:00, about a minute left"),
        (235, "3:20 of 58:00, about 4 minutes left"),
        (3 * 3600 + 320, "3:20 of 58:00, about 3 h 5 min left"),
    ],
)
def test_how_far_it_has_come(left: float | None, words: str) -> None:
    assert progress_words(TranscriptionProgress(200, 3480, left, "")) == words
