"""A document as a file, opened for that alone in a process of its own; who speaks is the API server."""

from pathlib import Path

import pytest

from tests.audio.sounds import pcm, tone
from tests.cli.conftest import served
from tests.fakes.api_server import ApiServer
from tests.fakes.fixtures import api, door
from voiceassistant.app import terminal_assistant_with
from voiceassistant.audio.files import load
from voiceassistant.cli.collect import Collector
from voiceassistant.documents.document import READ, Excerpt
from voiceassistant.errors import DocumentError
from voiceassistant.file_reading import ExportWish
from voiceassistant.reading.export import ExportProgress
from voiceassistant.saved_reading import identity
from voiceassistant.settings import Settings

__all__ = ["api", "door", "served"]

RATE = 24_000
WAIT_SECONDS = 30.0


def test_a_file_is_opened_spoken_and_written(served: ApiServer) -> None:
    served.speech = pcm(tone(0.5, RATE))
    Path("text.md").write_text("# A title\n\nOne sentence. Another one.\n", "utf-8")
    told: list[ExportProgress] = []
    wish = ExportWish(Path("out.wav"), subtitles=True)
    with terminal_assistant_with(Settings(), Collector()) as assistant:
        work = assistant.save_document(Path("text.md"), None, READ, wish, told.append)
        done = work.result(WAIT_SECONDS)
    assert done.sentences == 3
    assert sorted(body["input"] for body in served.bodies("speech")) == ["A title", "Another one.", "One sentence."]
    assert len(load(Path("out.wav"), RATE)) / RATE == pytest.approx(done.seconds, abs=0.01)
    assert Path("out.srt").exists()
    assert [one.share for one in told if one.writing][-1] == 1.0


def test_what_cannot_be_opened_is_told(served: ApiServer) -> None:
    with terminal_assistant_with(Settings(), Collector()) as assistant:
        work = assistant.save_document(Path("nowhere.pdf"), None, READ, ExportWish(Path("out.wav")))
        with pytest.raises(DocumentError, match=r"nowhere\.pdf"):
            work.result(WAIT_SECONDS)


def test_a_document_is_told_from_others_by_where_it_is_or_what_it_says(tmp_path: Path) -> None:
    assert identity(tmp_path / "a" / ".." / "b.pdf") == str(tmp_path / "b.pdf")
    assert identity("https://example.org/") == "https://example.org/"
    assert identity(Excerpt("One")) == identity(Excerpt("One", "<p>One</p>")) != identity(Excerpt("Two"))
