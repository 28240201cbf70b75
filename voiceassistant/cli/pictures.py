"""Pictures that go with a question in the terminal, and what is sent of them to a model that cannot see."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from voiceassistant.errors import RequestRefused
from voiceassistant.messages import Image


def pictures(sources: Sequence[str]) -> tuple[Image, ...]:
    """Addresses and files, as the question takes them. Raises RequestRefused: a file is not there."""
    found = tuple(Image(source, Path(source).name) for source in sources)
    for image in found:
        if not image.is_remote and not Path(image.source).is_file():
            failure = RequestRefused(f"There is no picture {image.source}")
            failure.advice = "Choose another file."
            raise failure
    return found


def text_in(images: Sequence[Image]) -> str:
    """The text found in pictures on this computer, a paragraph each. Blocks; raises AssistantError."""
    from voiceassistant.vision.ocr import read_text

    async def read() -> list[str]:
        return [await read_text(Path(image.source)) for image in images]

    return "\n\n".join(
        f"Text in the picture {image.name}:\n{text}" for image, text in zip(images, asyncio.run(read()), strict=True)
    )
