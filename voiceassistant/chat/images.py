"""Pictures as the chat API wants them: content parts, small enough to send."""

import asyncio
import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from PIL import Image as Pictures
from PIL import ImageOps

from voiceassistant.errors import RequestRefused
from voiceassistant.messages import Image, Message

Detail = Literal["auto", "low"]

LONGEST_SIDE = {"auto": 2048, "low": 512}  # pixels; models scale larger ones down themselves
LARGEST_PNG = 4 << 20  # bytes; what is lossless and larger goes as JPEG
JPEG_QUALITY = 88


async def content(message: Message, detail: Detail = "auto") -> str | list[dict[str, Any]]:
    """A question's content: its text, or parts if it has pictures. Raises RequestRefused: a file is no picture."""
    if not message.images:
        return message.content
    addresses = await asyncio.gather(*(_address(image, detail) for image in message.images))
    parts = [{"type": "image_url", "image_url": {"url": address, "detail": detail}} for address in addresses]
    return [{"type": "text", "text": message.content}, *parts]


def details(history: Sequence[Message]) -> dict[int, Detail]:
    """Which messages' pictures are sent, by place, and how large.

    The last question's at full. Without any, those of the latest question that had some, small: "and what colour is
    it?" needs them, at about 85 tokens a picture. Older ones stand in the conversation as what was said of them.
    """
    places = [place for place, message in enumerate(history) if message.images]
    if not places:
        return {}
    return {places[-1]: "auto" if places[-1] == len(history) - 1 else "low"}


async def _address(image: Image, detail: Detail) -> str:
    if image.is_remote:
        return image.source
    return await asyncio.to_thread(data_url, Path(image.source), LONGEST_SIDE[detail])


def data_url(path: Path, longest_side: int = LONGEST_SIDE["auto"]) -> str:
    """Reads a picture and encodes it anew, upright and no larger than that. Blocks; raises RequestRefused."""
    try:
        with Pictures.open(path) as opened:
            lossless = opened.format in ("PNG", "GIF", "BMP")
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((longest_side, longest_side))
            see_through = picture.has_transparency_data
            picture = picture.convert("RGBA" if see_through else "RGB")
    except (OSError, ValueError, SyntaxError, Pictures.DecompressionBombError) as error:
        failure = RequestRefused(f"{path.name} cannot be read as a picture")
        failure.advice = "Choose a PNG, JPEG, WebP or GIF file."
        raise failure from error
    if lossless or see_through:
        png = _encoded(picture, "PNG")
        if len(png) <= LARGEST_PNG:
            return _as_url(png, "image/png")
    if see_through:
        ground = Pictures.new("RGBA", picture.size, "white")
        picture = Pictures.alpha_composite(ground, picture).convert("RGB")
    return _as_url(_encoded(picture, "JPEG", quality=JPEG_QUALITY), "image/jpeg")


def _encoded(picture: Pictures.Image, kind: str, **options: int) -> bytes:
    with io.BytesIO() as file:
        picture.save(file, kind, **options)
        return file.getvalue()


def _as_url(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
