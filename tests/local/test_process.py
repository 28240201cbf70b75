import asyncio
import socket

from voiceassistant.local.process import listen


async def test_no_piece_of_an_answer_waits_for_the_next() -> None:
    taken: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()
    with listen(0) as listener:
        async with await asyncio.start_server(lambda _, writer: taken.set_result(writer), sock=listener):
            _, ours = await asyncio.open_connection(*listener.getsockname())
            theirs = await taken
            assert theirs.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for writer in (ours, theirs):
                writer.close()
                await writer.wait_closed()
