"""The project as a newcomer finds it: what lies at the top, what is locked, what each dependency is for."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.desktop.packages import DESKTOP
from voiceassistant.system import RUNTIME, Package

ROOT = Path(__file__).parents[1]
FOLDERS = {"voiceassistant", "resources", "tests"}
FILES = {"pyproject.toml", "requirements.lock", "Makefile", "README.md", "CHANGELOG.md", "LICENSE"}
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Paths of all files under version control, from the root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]  # the checkout may be somebody else's
    git = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if git.returncode:
        pytest.skip("this is not a git checkout")
    return [Path(name) for name in git.stdout.split("\0") if name and (ROOT / name).exists()]


def test_the_top_holds_just_the_project(tracked: list[Path]) -> None:
    visible = {path.parts[0] for path in tracked if not path.name.startswith(".") and path.parts[0][0] != "."}
    assert visible == FOLDERS | FILES


def test_no_file_is_large(tracked: list[Path]) -> None:
    sizes = {str(path): (ROOT / path).stat().st_size for path in tracked}
    assert {name: size for name, size in sizes.items() if size > MEGABYTE} == {}
    samples = [size for name, size in sizes.items() if name.startswith("resources/samples/")]
    assert 0 < sum(samples) < 5 * MEGABYTE


def test_every_folder_of_tests_is_a_package(tracked: list[Path]) -> None:
    folders = {path.parent for path in tracked if path.parts[0] == "tests" and path.suffix == ".py"}
    assert [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


def locked() -> dict[str, str]:
    """Each locked package's name, and its block of the lock file."""
    text = (ROOT / "requirements.lock").read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)
    return {_normal(re.split(r"[=\[ ]", block, maxsplit=1)[0]): block for block in blocks if block.strip()}


def test_every_locked_package_is_pinned_with_hashes() -> None:
    packages = locked()
    assert len(packages) > 50
    loose = [
        name
        for name, block in packages.items()
        if not re.match(r"[\w.-]+==\S+", block) or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)
    ]
    assert loose == []


def test_the_lock_names_no_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text()


def requirements() -> list[str]:
    """The direct dependencies, of the application and of its development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]


def test_every_direct_dependency_is_locked() -> None:
    names = [_normal(re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]) for requirement in requirements()]
    assert len(names) > 20
    assert set(names) - set(locked()) == set()


def test_every_direct_dependency_says_why_it_is_there() -> None:
    lines = re.findall(r'^    "[\w-]+[<>=\[].*$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert len(lines) == len(requirements())
    assert [line for line in lines if not re.search(r'",  # \w.{5,}$', line)] == []


@pytest.mark.parametrize("package", RUNTIME + DESKTOP, ids=lambda package: package.name)
def test_every_system_package_says_why_it_is_there(package: Package) -> None:
    assert re.fullmatch(r"(by|to|for) [\w ,']{10,}", package.why)


def test_no_system_package_is_named_twice() -> None:
    names = [package.name for package in RUNTIME + DESKTOP]
    assert len(names) == len(set(names))


def test_every_make_target_that_is_named_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)`", (ROOT / "README.md").read_text()))
    assert named <= targets


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
