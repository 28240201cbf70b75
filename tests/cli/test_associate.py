import pytest

from tests.cli.conftest import Cli
from voiceassistant import desktop_entry


@pytest.mark.skipif(not desktop_entry.supported(), reason="this system has no such entries")
def test_the_entry_comes_and_goes(cli: Cli) -> None:
    done = cli("associate")
    assert (done.status, done.err) == (0, "")
    assert done.out.strip().endswith("applications/voiceassistant.desktop")
    assert desktop_entry.installed()
    assert cli("associate", "--remove").status == 0
    assert not desktop_entry.installed()
