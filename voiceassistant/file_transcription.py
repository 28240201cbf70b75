"""Joins what cuts files with what hears them: transcription of a file of any length."""

import asyncio
import hashlib
import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from voiceassistant.audio.chunks import LONGEST_SECONDS, Parts
from voiceassistant.audio.files import check
from voiceassistant.roles import Endpoint
from voiceassistant.servers.services import Services
from voiceassistant.settings import Role, data_folder
from voiceassistant.speech.long_files import transcribe_parts
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish

log = logging.getLogger(__name__)

KEPT_SECONDS = 30 * 24 * 3600.0  # nobody comes back to a job that was broken off longer ago


async def transcribe_file(
    services: Services,
    path: Path,
    wish: TranscriptionWish,
    on_progress: Callable[[TranscriptionProgress], None],
    longest_seconds: float = LONGEST_SECONDS,
    now: Callable[[], float] = time.time,
) -> Transcript:
    """Raises AssistantError. Cancelled, or called again after a crash, it goes on after the last finished part."""
    jobs = data_folder() / "transcriptions"
    await asyncio.to_thread(check, path)
    await asyncio.to_thread(forget_abandoned, jobs, now())
    listener = await services.file_listener(wish)
    endpoint = await services.endpoint(Role.TRANSCRIPTION)
    job = await asyncio.to_thread(job_name, path, wish, endpoint, longest_seconds)
    return await transcribe_parts(
        lambda folder, start: Parts(path, folder, longest_seconds, start),
        listener,
        wish,
        jobs / job,
        on_progress,
    )


def job_name(path: Path, wish: TranscriptionWish, endpoint: Endpoint, longest_seconds: float) -> str:
    """The same for the same file, wish, server and model. Reads the whole file, in blocks."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    server = "" if endpoint.kind == "local" else endpoint.base_url  # the local engine's port is another each time
    digest.update(repr((asdict(wish), endpoint.kind, server, endpoint.model, longest_seconds)).encode())
    return digest.hexdigest()[:32]


def forget_abandoned(jobs: Path, now: float) -> None:
    """Removes the finished parts of jobs that were broken off longer than KEPT_SECONDS ago; `now` as time.time has it.

    What cannot be removed is logged and stays.
    """
    try:
        for job in jobs.iterdir() if jobs.is_dir() else ():
            if now - job.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(job)
    except OSError as error:
        log.warning("Parts of an abandoned transcription cannot be removed: %s", error)
