"""Joins what cuts files with what hears them: transcription of a file of any length."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from voiceassistant.audio.chunks import LONGEST_SECONDS, Parts
from voiceassistant.audio.files import check
from voiceassistant.roles import Endpoint
from voiceassistant.services import Services
from voiceassistant.settings import Role, data_folder
from voiceassistant.speech.long_files import transcribe_parts
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish


async def transcribe_file(
    services: Services,
    path: Path,
    wish: TranscriptionWish,
    on_progress: Callable[[TranscriptionProgress], None],
    longest_seconds: float = LONGEST_SECONDS,
) -> Transcript:
    """Raises AssistantError. Cancelled, or called again after a crash, it goes on after the last finished part."""

    await asyncio.to_thread(check, path)
    listener = await services.file_listener(wish)
    endpoint = services.endpoints()[Role.TRANSCRIPTION]
    job = await asyncio.to_thread(job_name, path, wish, endpoint, longest_seconds)
    return await transcribe_parts(
        lambda folder, start: Parts(path, folder, longest_seconds, start),
        listener,
        wish,
        data_folder() / "transcriptions" / job,
        on_progress,
    )


def job_name(path: Path, wish: TranscriptionWish, endpoint: Endpoint, longest_seconds: float) -> str:
    """The same for the same file, wish, server and model. Reads the whole file, in blocks."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    server = "" if endpoint.kind == "local" else endpoint.base_url  # the local engine's port is another each time
    digest.update(repr((asdict(wish), endpoint.kind, server, endpoint.model, longest_seconds)).encode())
    return digest.hexdigest()[:32]
