"""System packages, against a dpkg-query, an apt-get and a sudo of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceassistant import system
from voiceassistant.system import Package, SetupError

ROOT = Path(__file__).parents[1]
SOUND = Package("libportaudio2", "to record and to play sound")
GLIB = Package("libglib2.0-0", "by Qt, for its event loop")


class FakeDebian:
    """Programs of a Debian system in a folder that is the whole PATH; `calls` is what apt-get was asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "calls"

    def has(self, *lines: str) -> None:
        """What dpkg-query lists: "status|name|provided names"."""
        self.program("dpkg-query", "".join(f"echo '{line}'\n" for line in lines))

    def program(self, name: str, script: str) -> None:
        path = self._folder / name
        path.write_text(f"#!/bin/sh\n{script}")
        path.chmod(0o755)

    def logs(self, name: str, then: str = "exit 0") -> None:
        """Adds a program that writes its arguments down."""
        self.program(name, f'echo "{name} $*" >>{self._log}\n{then}\n')

    @property
    def calls(self) -> list[str]:
        return self._log.read_text().splitlines() if self._log.exists() else []


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDebian:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "env").symlink_to("/usr/bin/env")
    fake = FakeDebian(tmp_path)
    fake.logs("apt-get")
    return fake


def test_nothing_is_said_or_asked_when_all_is_there(debian: FakeDebian, capfd: pytest.CaptureFixture[str]) -> None:
    debian.has("ii |libportaudio2|", "ii |libglib2.0-0|")
    assert system.main((SOUND, GLIB)) == 0
    assert debian.calls == []
    assert capfd.readouterr() == ("", "")


def test_a_package_under_its_newer_name_is_there(debian: FakeDebian) -> None:
    debian.has("ii |libglib2.0-0t64|libglib2.0-0 (= 2.84.4-3), other")
    assert system.missing((GLIB, SOUND)) == [SOUND]


def test_a_removed_package_is_missing(debian: FakeDebian) -> None:
    debian.has("rc |libportaudio2|")
    assert system.missing((SOUND,)) == [SOUND]


def test_what_is_missing_is_explained_and_installed(debian: FakeDebian, capfd: pytest.CaptureFixture[str]) -> None:
    debian.has("ii |libglib2.0-0|")
    assert system.main((SOUND, GLIB)) == 0
    assert "libportaudio2 is missing; it is needed to record and to play sound." in capfd.readouterr().err
    update, install = debian.calls
    assert update.endswith(" update")
    assert install.endswith(" install --yes --no-install-recommends libportaudio2")


def test_somebody_else_than_root_uses_sudo(debian: FakeDebian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    debian.has("ii |libglib2.0-0|")
    debian.logs("sudo")
    system.install((SOUND,))
    assert [call.split()[0] for call in debian.calls] == ["sudo", "sudo"]


def test_without_sudo_the_command_is_told(debian: FakeDebian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    debian.has("ii |libglib2.0-0|")
    with pytest.raises(SetupError, match=r"as root, run: apt-get install .*libportaudio2"):
        system.install((SOUND,))
    assert debian.calls == []


def test_a_source_that_cannot_be_reached_does_not_stop_the_rest(debian: FakeDebian) -> None:
    debian.has("ii |libglib2.0-0|")
    debian.logs("apt-get", 'case "$*" in *update) exit 100;; esac')
    assert system.main((SOUND,)) == 0
    assert len(debian.calls) == 2


def test_a_failed_installation_fails(debian: FakeDebian, capfd: pytest.CaptureFixture[str]) -> None:
    debian.has("ii |libglib2.0-0|")
    debian.logs("apt-get", "exit 100")
    assert system.main((SOUND,)) == 1
    assert "could not be installed" in capfd.readouterr().err


def test_a_broken_dpkg_is_told(debian: FakeDebian, capfd: pytest.CaptureFixture[str]) -> None:
    debian.program("dpkg-query", "exit 2")
    assert system.main((SOUND,)) == 1
    assert "could not be listed" in capfd.readouterr().err


def test_elsewhere_it_says_what_to_install_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.main((SOUND, GLIB)) == 0
    (sentence,) = capfd.readouterr().err.splitlines()
    assert "libportaudio2, libglib2.0-0" in sentence


def test_it_needs_nothing_but_the_standard_library() -> None:
    """With -S there are no site-packages, as on a machine where nothing is installed yet."""
    question = "import tests.desktop.packages, sys; print('PySide6' in sys.modules, len(sys.path))"
    done = subprocess.run([sys.executable, "-S", "-c", question], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("False ")
