"""The test desktop as a fixture, and its logs with every test that fails on it."""

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests.desktop.session import DesktopSession, unavailable

SESSION = pytest.StashKey[DesktopSession]()


@pytest.fixture(scope="session", autouse=True)
def desktop_available() -> None:
    """Skips where no desktop can be had; on CI that is a failure, since the packages are asked for there."""
    if reason := unavailable():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


@pytest.fixture
def desktop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DesktopSession]:
    """A desktop of the test's own, up in about a second."""
    session = DesktopSession(tmp_path_factory.mktemp("desktop"))
    request.node.stash[SESSION] = session
    with session:
        yield session


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    report = yield
    if report.failed and (session := item.stash.get(SESSION, None)):
        report.sections += [(f"log of {name}", text) for name, text in session.daemons.logs().items()]
        report.sections.append(("files of the test desktop", str(session.folder)))
    return report
