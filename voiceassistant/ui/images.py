"""Pictures that are dropped, pasted or taken become files that stay; files and addresses stay where they are."""

import time
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from voiceassistant.errors import AssistantError
from voiceassistant.messages import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")


class PictureNotKept(AssistantError):
    """A picture could not be written."""

    advice = "Check the free disk space and the rights of the data folder."


def images_in(data: QMimeData, folder: Path) -> list[Image]:
    """The pictures that were dropped or pasted; one without a file is kept in `folder`. Raises PictureNotKept."""
    found = []
    for url in data.urls():
        if url.isLocalFile() and is_picture(url.toLocalFile()):
            found.append(image_of_file(url.toLocalFile()))
        elif url.scheme() in ("http", "https") and is_picture(url.path()):
            found.append(Image(url.toString(), url.fileName()))
    if not found and data.hasImage():
        picture = QImage(data.imageData())
        if not picture.isNull():
            found.append(keep(picture, folder, "pasted"))
    return found


def holds_images(data: QMimeData) -> bool:
    """Whether `images_in` would find any; reads nothing."""
    return data.hasImage() or any(is_picture(url.path()) for url in data.urls())


def is_picture(path: str) -> bool:
    return path.lower().endswith(SUFFIXES)


def image_of_file(path: str) -> Image:
    return Image(path, Path(path).name)


def keep(picture: QImage, folder: Path, kind: str) -> Image:
    """Writes it as PNG. `kind` begins the file's name. Raises PictureNotKept."""
    name = f"{kind}-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}.png"
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PictureNotKept(f"The picture could not be kept in {folder}: {error}") from error
    if not picture.save(str(path)):
        raise PictureNotKept(f"The picture could not be kept in {folder}")
    return Image(str(path), name)


def thumbnail(image: Image, pixels: int, ratio: float = 1.0) -> QPixmap:
    """At most `pixels` wide and high, sharp at the screen's `ratio`; null where there is no file to show."""
    if image.is_remote:
        return QPixmap()
    reader = QImageReader(image.source)
    reader.setAutoTransform(True)
    most = QSize(round(pixels * ratio), round(pixels * ratio))
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    shown = QPixmap.fromImage(reader.read())
    shown.setDevicePixelRatio(ratio)
    return shown
