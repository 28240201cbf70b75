import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from voiceassistant.conversation.store import Store

# Tells each message only after the store has said that it is kept.
WRITER = """
import asyncio, itertools, sys
from pathlib import Path
from voiceassistant.conversation.store import Store

async def main():
    async with Store(Path(sys.argv[1])) as store:
        conversation = await store.new_conversation("Talk")
        for number in itertools.count():
            await store.add_message(conversation.id, "user", f"message {number}")
            print(number, flush=True)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("told_before", [1, 100])
async def test_a_killed_process_loses_no_message_that_was_kept(tmp_path: Path, told_before: int) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        for _ in range(told_before):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        told = told_before + len(writer.stdout.read().splitlines())  # some more, until the signal came
        assert writer.wait() == -signal.SIGKILL

    async with Store(tmp_path) as store:
        conversation = await store.last_conversation()
        assert conversation is not None
        kept = [message.content for message in await store.messages(conversation.id)]
        assert len(kept) - told in (0, 1)  # one more may have been kept without being told
        assert kept == [f"message {number}" for number in range(len(kept))]
        assert len(await store.search("message", limit=10_000)) == len(kept)
    connection = sqlite3.connect(store.path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
