"""Where a question is put together: the text box, what goes with it, and the buttons for both."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from voiceassistant.messages import Attachment, Image, JsonAnswer
from voiceassistant.resource_files import resource
from voiceassistant.settings import data_folder
from voiceassistant.ui.attachments import Attachments
from voiceassistant.ui.images import SUFFIXES, PictureNotKept, image_of_file, images_in, keep
from voiceassistant.ui.parts import button, column
from voiceassistant.ui.plus_menu import PlusMenu
from voiceassistant.ui.schema_dialog import SchemaDialog
from voiceassistant.ui.screenshot import RegionChooser, without_window
from voiceassistant.ui.system.portal_screenshot import ask_desktop
from voiceassistant.ui.text_box import TextBox
from voiceassistant.ui.texts import error_sentence

MEMO = "Make a memo of what the user says: a title, a summary, and what is to be done. Keep the user's language."


class Composer(QWidget):
    """`sent` a text with what goes with it; `attached`: something was added or removed; `problem` is a sentence."""

    sent = Signal(str, Attachment)
    attached = Signal(Attachment)
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_box, self.attachments, self.menu = TextBox(), Attachments(), PlusMenu(self)
        self.plus_button = self.menu.button()
        self.send_button = button(self.tr("Send"), takes_clicked_focus=False)
        self.send_button.setEnabled(False)
        self._schema = ""
        self._gone = Attachment()  # with the last question; it comes back if that is taken back
        self.region_chooser: RegionChooser | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.plus_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text_box, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = column(self, spacing=0)
        layout.addStretch()
        layout.addWidget(self.attachments)
        layout.addLayout(row)
        layout.addStretch()
        self._connect()

    def _connect(self) -> None:
        self.text_box.sent.connect(self._send)
        self.text_box.pictures_pasted.connect(self.add_from)
        self.text_box.textChanged.connect(self.update_send)
        self.send_button.clicked.connect(self.text_box.send)
        self.attachments.changed.connect(self._attachments_changed)
        self.menu.file_wanted.connect(self._choose_file)
        self.menu.screen_wanted.connect(lambda: without_window(self.window(), self._add_screenshot))
        self.menu.region_wanted.connect(lambda: without_window(self.window(), self._choose_region))
        self.menu.json_toggled.connect(self._toggle_json)
        self.menu.schema_wanted.connect(self._choose_schema)
        self.menu.memo_wanted.connect(self._begin_memo)

    def update_send(self) -> None:
        self.send_button.setEnabled(self.text_box.ready and bool(self.text_box.toPlainText().strip()))

    def went(self) -> None:
        """What was attached is with a question now."""
        self._gone = self.attachments.attachment
        self.attachments.clear()
        self.menu.json.setChecked(False)

    def came_back(self) -> None:
        """The question was not finished: what was attached goes with the one that follows it."""
        self.attachments.bring_back(self._gone)
        self._gone = Attachment()

    def _send(self, text: str) -> None:
        attachment = self.attachments.attachment
        self.went()
        self.sent.emit(text, attachment)

    def _attachments_changed(self) -> None:
        self.menu.json.setChecked(self.attachments.attachment.as_json is not None)
        self.attached.emit(self.attachments.attachment)

    # --- pictures -----------------------------------------------------------------------------------------------------

    def add_from(self, data: QMimeData) -> None:
        """The pictures that were dropped or pasted."""
        try:
            images = images_in(data, image_folder())
        except PictureNotKept as error:
            self.problem.emit(error_sentence(error))
            return
        for image in images:
            self._add(image)

    def _add(self, image: Image) -> None:
        if not self.attachments.add(image):
            self.problem.emit(self.tr("A question takes no more pictures than these."))
        self.text_box.setFocus()

    def _choose_file(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, self.tr("Picture from a file"), "", self.tr("Pictures") + f" ({pattern})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._add(image_of_file(str(path))))
        dialog.open()

    def _add_screenshot(self, taken: QPixmap) -> None:
        if taken.isNull():
            ask_desktop(self.window(), lambda path: self._add(image_of_file(str(path))), self._desktop_ended)
            return
        try:
            self._add(keep(taken.toImage(), image_folder(), "screen"))
        except PictureNotKept as error:
            self.problem.emit(error_sentence(error))

    def _desktop_ended(self, well: bool) -> None:
        """Only the desktop itself can see the screen, and has been asked for a picture."""
        if not well:
            self.problem.emit(self.tr("This desktop does not let programs see the screen. Paste a picture instead."))

    def _choose_region(self, taken: QPixmap) -> None:
        if taken.isNull():
            self._add_screenshot(taken)
            return
        chooser = self.region_chooser = RegionChooser(taken)  # a window without a parent lives as long as its name
        chooser.chosen.connect(self._add_screenshot)
        chooser.setGeometry(self.screen().geometry())
        chooser.showFullScreen()

    # --- JSON ---------------------------------------------------------------------------------------------------------

    def _toggle_json(self, wanted: bool) -> None:
        self.attachments.ask_for_json(JsonAnswer() if wanted else None, self.tr("Answer as JSON"))

    def _choose_schema(self) -> None:
        dialog = SchemaDialog(self._schema, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._use_schema)
        dialog.open()

    def _use_schema(self, schema: str) -> None:
        self._schema = schema
        self.attachments.ask_for_json(JsonAnswer(schema), self.tr("Answer as JSON"))

    def _begin_memo(self) -> None:
        memo = JsonAnswer(resource("schemas/memo.json").read_text(encoding="utf-8"), MEMO)
        self.attachments.ask_for_json(memo, self.tr("Voice memo"))


def image_folder() -> Path:
    return data_folder() / "images"
