import io

from voiceassistant.cli.progress_line import ERASE, progress_line
from voiceassistant.transcripts import TranscriptionProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


STEPS = (
    TranscriptionProgress(300.0, 4000.0, None, "how long it takes is not known yet"),
    TranscriptionProgress(600.0, 4000.0, 75.9, ""),
    TranscriptionProgress(3900.0, 4000.0, 2.0, ""),
    TranscriptionProgress(4000.0, 4000.0, 0.0, ""),
)


def told(out: io.StringIO) -> str:
    with progress_line(out) as tell:
        for step in STEPS:
            tell(step)
    return out.getvalue()


def test_a_file_gets_a_line_for_each_part() -> None:
    assert told(io.StringIO()) == "10:00 of 1:06:40, about 1:15 left\n1:05:00 of 1:06:40, about 0:02 left\n"


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end() -> None:
    assert told(Terminal()) == (
        f"{ERASE}10:00 of 1:06:40, about 1:15 left{ERASE}1:05:00 of 1:06:40, about 0:02 left{ERASE}"
    )


def test_a_file_in_one_part_is_not_told_of() -> None:
    out = Terminal()
    with progress_line(out) as tell:
        tell(TranscriptionProgress(4.0, 4.5, 0.1, ""))
    assert out.getvalue() == ""
