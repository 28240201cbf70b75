"""What goes with the next question, as chips above the text box; each can be taken away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from voiceassistant.messages import Attachment, Image, JsonAnswer
from voiceassistant.ui.announce import announce
from voiceassistant.ui.images import thumbnail
from voiceassistant.ui.parts import button, frame, label

CHIP_PIXELS = 24
NAME_CHARACTERS = 18
MOST_IMAGES = 4


class Attachments(QWidget):
    """`changed`: the user has added or removed something."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[Image] = []
        self._as_json: JsonAnswer | None = None
        self._json_title = ""
        self.chips: list[QFrame] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 4)
        self._row.setSpacing(4)
        self._row.addStretch()
        self.setMinimumWidth(1)  # the window may be narrower than all names
        self.hide()

    @property
    def attachment(self) -> Attachment:
        return Attachment(tuple(self._images), self._as_json)

    def add(self, image: Image) -> bool:
        """False: there are too many already."""
        if len(self._images) >= MOST_IMAGES:
            return False
        self._images.append(image)
        self._show()
        announce(self, self.tr("Attached: {name}").format(name=image.name or image.source))
        self.changed.emit()
        return True

    def ask_for_json(self, wanted: JsonAnswer | None, title: str) -> None:
        """`title` is what its chip says."""
        self._as_json, self._json_title = wanted, title
        self._show()
        self.changed.emit()

    def bring_back(self, attachment: Attachment) -> None:
        """Adds what went with a question that was none."""
        if attachment != Attachment():
            self._images = [*attachment.images, *self._images][:MOST_IMAGES]
            self._as_json = self._as_json or attachment.as_json
            self._show()
            self.changed.emit()

    def clear(self) -> None:
        """They went with a question."""
        self._images, self._as_json = [], None
        self._show()

    def _remove(self, image: Image | None) -> None:
        if image is None:
            self._as_json = None
        else:
            self._images.remove(image)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        wanted: list[Image | None] = [*self._images, *([None] if self._as_json else [])]
        self.chips = [self._chip(one) for one in wanted]
        for at, chip in enumerate(self.chips):
            self._row.insertWidget(at, chip)
        self.setVisible(bool(self.chips))

    def _chip(self, image: Image | None) -> QFrame:
        name = (image.name or image.source) if image else self._json_title
        made = frame("chip")
        row = QHBoxLayout(made)
        row.setContentsMargins(6, 2, 2, 2)
        row.setSpacing(4)
        if image:
            row.addWidget(self._picture(image))
        words = label(name if len(name) <= NAME_CHARACTERS else name[: NAME_CHARACTERS - 1] + "…")
        words.setToolTip(name)
        words.setMinimumWidth(1)  # in a narrow window the names are cut, the buttons stay
        row.addWidget(words)
        remove = button("✕", quiet=True, takes_clicked_focus=False)
        remove.setFixedWidth(24)
        remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(partial(self._removed, image))
        row.addWidget(remove)
        return made

    def _removed(self, image: Image | None, _checked: bool = False) -> None:
        self._remove(image)

    def _picture(self, image: Image) -> QLabel:
        made = QLabel()
        made.setPixmap(thumbnail(image, CHIP_PIXELS, self.devicePixelRatioF()))
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setAccessibleName(image.name)
        return made
