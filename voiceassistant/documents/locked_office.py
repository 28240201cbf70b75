"""Office files that are locked with a password: what is in them once they are unlocked."""

import io
from pathlib import Path
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from voiceassistant.errors import DocumentError, DocumentLocked, DocumentTooLarge

MOST_BYTES = 200_000_000


def unlocked(path: Path, password: str | None) -> bytes:
    """The archive within. Raises DocumentLocked, DocumentTooLarge, and DocumentError: it is broken."""
    if not password:
        raise DocumentLocked(f"A password is needed to open {path.name}")
    if path.stat().st_size > MOST_BYTES:
        raise DocumentTooLarge(f"{path.name} is larger than a document is")
    content = io.BytesIO()
    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            _unlock(office, path.name, password)
            office.decrypt(content)
    except (DecryptionError, FileFormatError, InvalidKeyError, ParseError, OSError, ValueError, KeyError) as error:
        raise DocumentError(f"{path.name} is broken: it cannot be unlocked") from error
    return content.getvalue()


def _unlock(office: Any, name: str, password: str) -> None:
    try:
        office.load_key(password=password, verify_password=True)
    except InvalidKeyError as error:
        raise DocumentLocked(f"The password does not open {name}") from error
