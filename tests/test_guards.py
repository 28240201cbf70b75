"""The guards of tests/conftest.py can fail: each of these tests, run by a pytest of its own, breaks one rule."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

RULES = (Path(__file__).parent / "conftest.py").read_text()


@pytest.fixture
def outcome(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.RunResult:
    pytester.makeconftest(RULES.replace("THREAD_GRACE_SECONDS = 3.0", "THREAD_GRACE_SECONDS = 0.1"))
    pytester.makepyfile(
        """
        import asyncio, logging, os, socket, threading
        from pathlib import Path
        import pytest

        log = logging.getLogger("voiceassistant.somewhere")
        release = threading.Event()

        def test_logs_an_error():
            log.error("the roof is on fire")

        @pytest.mark.expected_log("roof")
        def test_expects_it():
            log.error("the roof is on fire")

        @pytest.mark.expected_log("roof")
        def test_expects_what_does_not_come():
            pass

        def test_logs_a_warning_only():
            log.warning("smoke")

        def test_forgets_a_thread():
            threading.Thread(target=release.wait, name="forgotten", daemon=True).start()

        def test_ends_its_thread():
            release.set()

        def test_goes_out():
            with socket.socket() as connection, pytest.raises(OSError):
                connection.connect(("192.0.2.1", 80))

        def test_looks_a_name_up():
            with pytest.raises(socket.gaierror):
                socket.getaddrinfo("example.org", 80)

        def test_looks_for_a_host_that_is_none():
            with pytest.raises(socket.gaierror):
                socket.getaddrinfo("nobody.invalid", 80)

        def test_stays_at_home():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()

        def test_a_loop_stays_at_home_too():
            async def visit():
                server = await asyncio.start_server(lambda reader, writer: writer.close(), "localhost", 0)
                async with server:
                    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
                    assert await reader.read() == b""
                    writer.close()
            asyncio.run(visit())

        def test_has_a_home_of_its_own():
            assert "OPENAI_API_KEY" not in os.environ
            assert list(Path("~").expanduser().iterdir()) == []
            Path("~/left-behind").expanduser().touch()

        def test_has_a_fresh_home():
            assert list(Path("~").expanduser().iterdir()) == []
        """
    )
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


@pytest.mark.slow
def test_each_broken_rule_is_found_and_named(outcome: pytest.RunResult) -> None:
    outcome.assert_outcomes(passed=13, errors=5)  # a rule broken by a test that passed is an error of its teardown
    for test, words in {
        "logs_an_error": "errors were logged: [[]'the roof is on fire'[]]",
        "expects_what_does_not_come": "these errors were not logged: [[]'roof'[]]",
        "forgets_a_thread": "threads left running: [[]'forgotten'[]]",
        "goes_out": "the test tried to reach [[]'192.0.2.1'[]]",
        "looks_a_name_up": "the test tried to reach [[]'example.org'[]]",
    }.items():
        outcome.stdout.fnmatch_lines([f"*ERROR at teardown of test_{test} *", f"E * {words}"])
