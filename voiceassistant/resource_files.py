"""Files that travel with the program: inside the package when it is installed, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "resources" if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent / "resources"


def resource(relative: str) -> Path:
    """The path of `resources/<relative>`, whether or not it exists."""
    return _ROOT / relative
