"""A list of messages, as high as their texts are; it follows what is written only while it is at the end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QListWidgetItem, QMenu, QWidget

from voiceassistant.messages import KeptMessage
from voiceassistant.ui.message_row import INDENT_PIXELS, MessageRow
from voiceassistant.ui.parts import button
from voiceassistant.ui.theme import reading_font

LINE = "The quick brown fox jumps over the lazy dog, and then it sleeps, well."  # 70 characters of ordinary text
AT_END_PIXELS = 16
BORDER_PIXELS = 2  # the style sheet draws it around the current message
AT_ONCE = 50  # messages; a long conversation is shown from its end


class MessageList(QListWidget):
    """One accessible list item a message, with a widget of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        self.verticalScrollBar().setSingleStep(24)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemActivated.connect(self._activate)
        self.invitation = ""  # shown while there is no message
        self._items: dict[MessageRow, QListWidgetItem] = {}
        self._earlier: list[KeptMessage] = []
        self._following = True
        self._bottom_kept = 0  # pixels of the page that stay in view, though messages at its end went; 0: none did
        self._unmeasured: set[MessageRow] = set()
        self._measure = QTimer(self, singleShot=True, interval=0)
        self._measure.timeout.connect(self._measure_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._grown)

    def show_messages(self, messages: Sequence[KeptMessage]) -> None:
        """Replaces everything by a kept conversation, shown at its end."""
        self.clear()
        self.give_room_back()
        self._items.clear()
        self._unmeasured.clear()
        shown = [kept for kept in messages if kept.message.role in ("user", "assistant")]
        self._earlier = shown[:-AT_ONCE]
        for kept in shown[-AT_ONCE:]:
            self._fill(self.add_row(from_user=kept.message.role == "user"), kept)
        self._offer_earlier()
        self._following = True

    def rows(self) -> list[MessageRow]:
        """Top to bottom."""
        widgets = (self.itemWidget(self.item(i)) for i in range(self.count()))
        return [widget for widget in widgets if isinstance(widget, MessageRow)]

    @property
    def busy(self) -> bool:
        """Whether something is still to be laid out."""
        return self._measure.isActive()

    def add_row(self, *, from_user: bool, at: int | None = None) -> MessageRow:
        """A new message at the end, or before the one at `at`."""
        row, item = MessageRow(from_user=from_user), QListWidgetItem()
        self._items[row] = item
        self.insertItem(self.count() if at is None else at, item)
        self.setItemWidget(item, row)
        row.changed.connect(lambda: self._changed(row))
        self.name(row)
        self._changed(row)
        return row

    def remove_row(self, row: MessageRow) -> None:
        item = self._items.pop(row)
        self._unmeasured.discard(row)
        self.takeItem(self.indexFromItem(item).row())
        if self._bottom_kept:
            self._fill_room()

    def name(self, row: MessageRow) -> None:
        """Tells a screen reader what the message says now."""
        self._items[row].setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken_name)

    def _fill(self, row: MessageRow, kept: KeptMessage) -> None:
        for call in kept.message.tool_calls:
            row.show_tool(call, ended=True)
        row.show_images(kept.message.images)
        row.show_source(kept.message.content)
        self.name(row)

    # --- earlier messages ---------------------------------------------------------------------------------------------

    def _offer_earlier(self) -> None:
        if not self._earlier:
            return
        item, offer = QListWidgetItem(), button(self.tr("Show earlier messages"), takes_clicked_focus=False)
        offer.clicked.connect(self.show_earlier)
        offer.ensurePolished()
        item.setSizeHint(QSize(0, offer.sizeHint().height() + 2 * BORDER_PIXELS))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, offer.text())
        self.insertItem(0, item)
        self.setItemWidget(item, offer)

    def show_earlier(self) -> None:
        """Puts more of the conversation above what is shown, which stays where it is on the screen."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        self._following = False
        self.takeItem(0)
        more, self._earlier = self._earlier[-AT_ONCE:], self._earlier[:-AT_ONCE]
        for at, kept in enumerate(more):
            self._fill(self.add_row(from_user=kept.message.role == "user", at=at), kept)
        self._offer_earlier()
        self.lay_out()
        bar.setValue(bar.maximum() - from_end)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count() == 0 and self.invitation:
            painter = QPainter(self.viewport())
            painter.setFont(reading_font())
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.invitation
            )

    # --- sizes --------------------------------------------------------------------------------------------------------

    def _changed(self, row: MessageRow) -> None:
        self._unmeasured.add(row)
        self._measure.start()

    def lay_out(self) -> None:
        """At once, what would else be done when all events have been seen to."""
        self._measure.stop()
        self._measure_changed()
        self.doItemsLayout()

    def _measure_all(self) -> None:
        self._unmeasured.update(self._items)
        self._measure_changed()

    def _measure_changed(self) -> None:
        width = self.viewport().width()
        for row in self._unmeasured:
            size = QSize(width, row.height_for(width - 2 * BORDER_PIXELS) + 2 * BORDER_PIXELS)
            if self._items[row].sizeHint() != size:
                self._items[row].setSizeHint(size)
        self._unmeasured.clear()
        if self._bottom_kept:
            self._fill_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = QFontMetrics(reading_font()).horizontalAdvance(LINE) + 16 + INDENT_PIXELS + 2 * BORDER_PIXELS
        side = max(8, (self.width() - self.verticalScrollBar().sizeHint().width() - wide) // 2)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, side):
            self.setViewportMargins(side, 16, side, margins.bottom())
        super().resizeEvent(event)
        self._measure_all()

    # --- the end ------------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Goes to the end and stays there."""
        self._following = True
        self.scrollToBottom()

    @property
    def following(self) -> bool:
        return self._following

    def _scrolled(self, value: int) -> None:
        self._following = value >= self.verticalScrollBar().maximum() - AT_END_PIXELS

    def _grown(self, _least: int, most: int) -> None:
        if self._following:
            self.verticalScrollBar().setValue(most)

    # --- room for what was taken away ---------------------------------------------------------------------------------

    def keep_room(self) -> None:
        """Messages at the end are about to go, and others will come in their place: until then nothing moves."""
        self.lay_out()
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and not self._bottom_kept:
            self._bottom_kept = bar.value() + self.viewport().height()

    def give_room_back(self) -> None:
        """Nothing comes in their place."""
        self._bottom_kept = 0
        self._leave_below(0)

    def _fill_room(self) -> None:
        height = sum(self.item(i).sizeHint().height() for i in range(self.count()))
        if height < self._bottom_kept:
            self._leave_below(self._bottom_kept - height)
        else:
            self.give_room_back()

    def _leave_below(self, pixels: int) -> None:
        """Empty space under the messages, which takes no part in scrolling."""
        margins = self.viewportMargins()
        if margins.bottom() != pixels:
            self.setViewportMargins(margins.left(), margins.top(), margins.right(), pixels)

    # --- keyboard and menu --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(self.currentItem())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._measure_all()
        super().changeEvent(event)

    def _show_menu(self, position: QPoint) -> None:
        item = self.itemAt(position) or self.currentItem()
        if item:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Copy message"), lambda: self._copy(item))
            menu.popup(self.viewport().mapToGlobal(position))

    def _copy(self, item: QListWidgetItem | None) -> None:
        row = self.itemWidget(item) if item else None
        if isinstance(row, MessageRow):
            QGuiApplication.clipboard().setText(row.plain)

    def _activate(self, item: QListWidgetItem) -> None:
        """Enter on a message that failed does what can be done about it."""
        row = self.itemWidget(item)
        if item is self.item(0) and self._earlier:
            self.show_earlier()
        if isinstance(row, MessageRow) and row.remedies:
            row.remedy_chosen.emit(row.remedies[0])
        elif isinstance(row, MessageRow) and row.unsure:
            row.text.unsure_clicked.emit(row.unsure[0])
