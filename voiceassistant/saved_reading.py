"""A document becomes a sound file: it is opened for that alone, whatever else is being read."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Set
from pathlib import Path

from voiceassistant.documents.document import Excerpt, Kind, Source
from voiceassistant.errors import SettingsError
from voiceassistant.file_reading import Exported, ExportWish, export_document
from voiceassistant.reading.export import ExportProgress
from voiceassistant.reading.plan import Plan
from voiceassistant.reading_room import DocumentDoor, Pronouncing
from voiceassistant.servers.services import Services
from voiceassistant.settings import Settings

log = logging.getLogger(__name__)


async def save_document(
    services: Services,
    settings: Settings,
    folder: Path,
    source: Source,
    password: str | None,
    kinds: Set[Kind],
    wish: ExportWish,
    on_progress: Callable[[ExportProgress], None],
) -> Exported:
    """Opens it, has it spoken and written, and closes it. Raises AssistantError.

    Args:
        services: Whose speech role speaks.
        settings: Which voices.
        folder: Where the reading room keeps what it keeps.
        source: What is opened.
        password: Its password, where it wants one.
        kinds: What is read of it.
        wish: Where to, and how.
        on_progress: Called on the loop's thread.
    """
    door = DocumentDoor()
    try:
        document = await asyncio.to_thread(door.open, source, password)
        try:
            spoken = Pronouncing(folder / "pronunciations.json", _warn).spoken
            plan = Plan(document, kinds)
            return await export_document(services, settings, folder, plan, spoken, wish, identity(source), on_progress)
        finally:
            document.close()
    finally:
        door.close()


def _warn(error: SettingsError) -> None:
    log.warning("%s", error.sentence)


def identity(source: Source) -> str:
    """Tells a document from others: the same one goes on where it was stopped, from the command line, too."""
    match source:
        case Path():
            return str(source.resolve())
        case Excerpt():
            return hashlib.sha256(source.text.encode()).hexdigest()
    return source
