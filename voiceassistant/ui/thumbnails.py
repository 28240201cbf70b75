"""The pictures of a message, small and in a row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from voiceassistant.messages import Image
from voiceassistant.ui.images import thumbnail
from voiceassistant.ui.parts import label

PIXELS = 96


class Thumbnails(QWidget):
    def __init__(self, images: Sequence[Image], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        for image in images:
            row.addWidget(self._shown(image), 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch()

    def _shown(self, image: Image) -> QLabel:
        picture = thumbnail(image, PIXELS, self.devicePixelRatioF())
        if picture.isNull():  # an address, or a file that is gone
            return label(f"🖼 {image.name or image.source}", "quiet")
        made = QLabel()
        made.setPixmap(picture)
        made.setAccessibleName(image.name)
        made.setToolTip(image.name)
        return made
