import pytest

from voiceassistant.resource_files import resource
from voiceassistant.servers.services import sample_path


@pytest.mark.parametrize("name", ["prompts/system.txt", "samples/question-capital.wav", "themes/window.qss"])
def test_what_travels_with_the_program_is_found(name: str) -> None:
    assert resource(name).stat().st_size > 0


def test_the_sample_is_a_recording() -> None:
    assert sample_path().read_bytes()[:4] == b"RIFF"


def test_a_file_that_does_not_exist_has_a_path_too() -> None:
    assert resource("nowhere.txt").name == "nowhere.txt"
    assert not resource("nowhere.txt").exists()
