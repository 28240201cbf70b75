"""The entry for the desktop's menus, as the desktop's own tools see it."""

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.daemons import wait_for
from voiceassistant import desktop_entry
from voiceassistant.errors import DesktopError
from voiceassistant.resource_files import resource
from voiceassistant.ui.reading.selection import DOCUMENT_SUFFIXES
from voiceassistant.ui.reading.sources import PICTURE_SUFFIXES

pytestmark = pytest.mark.skipif(not desktop_entry.supported(), reason="this system has no such entries")

KINDS = {
    "application/pdf": (".pdf",),
    "application/epub+zip": (".epub",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "text/html": (".html", ".htm"),
    "application/xhtml+xml": (".xhtml",),
    "text/markdown": (".md", ".markdown"),
    "text/plain": (".txt",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "image/bmp": (".bmp",),
}


def parsed(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


@pytest.fixture
def data() -> Path:
    return Path(os.environ["XDG_DATA_HOME"])


def test_it_names_every_kind_that_is_opened() -> None:
    section = parsed(resource("desktop/voiceassistant.desktop").read_text(encoding="utf-8"))["Desktop Entry"]
    assert set(section["MimeType"].rstrip(";").split(";")) == set(KINDS)
    assert {one for found in KINDS.values() for one in found} == {*DOCUMENT_SUFFIXES, *PICTURE_SUFFIXES}


def test_it_is_installed_found_by_its_kind_and_removed(data: Path) -> None:
    assert not desktop_entry.installed()
    path = desktop_entry.install()
    assert path == data / "applications" / "voiceassistant.desktop"
    assert desktop_entry.installed()
    assert (data / desktop_entry.ICON).read_bytes() == resource("icons/voiceassistant.svg").read_bytes()
    program = parsed(path.read_text(encoding="utf-8"))["Desktop Entry"]["TryExec"]
    assert os.access(program, os.X_OK)
    desktop_entry.install()  # again is no harm
    desktop_entry.remove()
    assert not desktop_entry.installed()
    assert [one for one in data.rglob("*") if one.is_file() and "mimeinfo" not in one.name] == []
    desktop_entry.remove()


@pytest.mark.desktop
@pytest.mark.parametrize("folder", ["plain", 'odd "name" $HOME `x` 100% \\ end', "이름 있는 곳"])
def test_the_desktops_tools_accept_it(tmp_path: Path, data: Path, folder: str) -> None:
    program = tmp_path / folder / "voiceassistant"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    path = desktop_entry.install([str(program), "-m", "voiceassistant"])
    done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    cache = (data / "applications" / "mimeinfo.cache").read_text()
    assert all(f"{kind}=voiceassistant.desktop;" in cache for kind in KINDS)


@pytest.mark.desktop
@pytest.mark.parametrize("folder", ["plain", 'odd "name" $HOME `x` \\ end'])
def test_glib_starts_the_program_with_the_document(tmp_path: Path, data: Path, folder: str) -> None:
    """As file managers do it. A path with "%" is none of the cases: GLib itself looks for it under a wrong name."""
    program = tmp_path / folder / "tell"
    program.parent.mkdir()
    told = tmp_path / "told"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shlex.quote(str(told))}.new; mv {told}.new {told}\n')
    program.chmod(0o755)
    path = desktop_entry.install([str(program)])
    document = tmp_path / "a b.pdf"
    script = (
        "import sys\n"
        "from gi.repository import Gio\n"
        "entry = Gio.DesktopAppInfo.new_from_filename(sys.argv[1])\n"
        "assert entry.launch([Gio.File.new_for_path(sys.argv[2])], None)\n"
    )
    subprocess.run(["/usr/bin/python3", "-c", script, str(path), str(document)], check=True)
    wait_for(told.exists, "the program's start")
    assert told.read_text().strip() in (document.as_uri(), str(document))


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(DesktopError, match="could not be written"):
        desktop_entry.install()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_it_is_said_that_there_is_no_such_thing(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert not desktop_entry.supported()
    with pytest.raises(DesktopError, match="On this system"):
        desktop_entry.install()
