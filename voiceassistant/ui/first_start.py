"""The one question of the first start: who answers? Three large choices, and it can wait."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from voiceassistant import credentials
from voiceassistant.credentials import OPENAI
from voiceassistant.errors import AssistantError
from voiceassistant.settings import Role
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.parts import button, column, hidden, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.texts import error_sentence, role_title
from voiceassistant.ui.theme import reading_font

WIDTH_PIXELS = 640


class FirstStart(QScrollArea):
    """`done`: it was answered, or put off; the settings are saved."""

    done = Signal()

    def __init__(self, assistant: AssistantPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant, self._bridge = assistant, bridge
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._key_in_environment = credentials.from_environment(OPENAI) is not None
        self.page = QWidget()
        self.page.setObjectName("page")
        self.key, self.address, self.server_key = QLineEdit(), QLineEdit(), QLineEdit()
        self.uses = {role: CheckBox(role_title(role)) for role in Role}
        self.problem = hidden(label(role="problem", wrap=True))
        self.openai, self.server, self.offline = self._openai_card(), self._server_card(), self._offline_card()
        self._arrange()

    # --- answers ------------------------------------------------------------------------------------------------------

    def later(self) -> None:
        self._apply({})

    def _stay_offline(self) -> None:
        self._apply({role: {"server": "local"} for role in Role})

    def _use_openai(self) -> None:
        chosen = {role: {"server": "openai"} for role in Role}
        key = self.key.text().strip()
        if key:
            self._save_key(OPENAI, key, chosen)
        elif self._key_in_environment:
            self._apply(chosen)
        else:
            self._complain(self.tr("Paste your key first; it begins with sk-."))

    def _use_server(self) -> None:
        address = self.address.text().strip().rstrip("/")
        wanted = [role for role, box in self.uses.items() if box.isChecked()]
        if not address.startswith(("http://", "https://")):
            self._complain(self.tr("The address begins with http:// or https://, such as http://localhost:8000/v1."))
        elif not wanted:
            self._complain(self.tr("Choose what the server is to do."))
        else:
            custom = {"server": "custom", "base_url": address}
            chosen = {role: custom if role in wanted else {"server": "local"} for role in Role}
            key = self.server_key.text().strip()
            if key:
                self._save_key(address, key, chosen)
            else:
                self._apply(chosen)

    def _save_key(self, base_url: str, key: str, chosen: dict[Role, dict[str, str]]) -> None:
        self.page.setEnabled(False)

        def saved(_result: Any, error: BaseException | None) -> None:
            self.page.setEnabled(True)
            if error:
                self._complain(error_sentence(error))
            else:
                self._apply(chosen)

        self._bridge.when_done(self._assistant.save_key(base_url, key), self, saved)

    def _apply(self, chosen: dict[Role, dict[str, str]]) -> None:
        settings = self._assistant.settings
        changes: dict[str, Any] = {
            role.value: {**settings.role(role).model_dump(), **values} for role, values in chosen.items()
        }
        try:
            self._assistant.apply(settings.with_values(**changes, first_start_done=True))
        except AssistantError as error:
            self._complain(error_sentence(error))
            return
        self.key.clear()
        self.server_key.clear()
        self.done.emit()

    def _complain(self, sentence: str) -> None:
        self.problem.setText(f"⚠ {sentence}")
        self.problem.setVisible(True)
        self.ensureWidgetVisible(self.problem)
        announce(self, sentence, urgent=True)

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        layout = column(self.page, margin=16, spacing=16)
        heading = label(self.tr("Who should answer you?"))
        _enlarge(heading, 1.5)
        layout.addWidget(heading)
        for card in (self.openai, self.server, self.offline):
            layout.addWidget(card)
            card.unfolded.connect(self._fold_others)
        layout.addWidget(self.problem)
        last = QHBoxLayout()
        self.later_button = button(self.tr("Later"))
        self.later_button.clicked.connect(self.later)
        last.addWidget(label(self.tr("You can change this in Settings at any time."), "quiet", wrap=True), 1)
        last.addWidget(self.later_button)
        layout.addLayout(last)
        layout.addStretch()
        self.page.setMaximumWidth(WIDTH_PIXELS)
        self.setWidget(self.page)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.openai.button)

    def _fold_others(self) -> None:
        self.problem.setVisible(False)
        for card in (self.openai, self.server):
            if card is not self.sender():
                card.fold()

    def _openai_card(self) -> "Card":
        words = self.tr("Speech and questions go to OpenAI. The key stays in the system's keyring.")
        card = Card(self.tr("My OpenAI key"), words)
        if self._key_in_environment:
            card.button.setText(self.tr("Use the key from the environment"))
            card.button.clicked.connect(self._use_openai)
            return card
        _secret(self.key, "sk-…")
        self.key.returnPressed.connect(self._use_openai)
        use = button(self.tr("Use OpenAI"), primary=True)
        use.clicked.connect(self._use_openai)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Key"), buddy=self.key))
        row.addWidget(self.key, 1)
        row.addWidget(use)
        card.hold(row, self.tr("Enter my key"), self.key)
        return card

    def _server_card(self) -> "Card":
        words = self.tr("One that works as OpenAI's does. What it does not do, this computer does.")
        card = Card(self.tr("Another server"), words)
        _secret(self.server_key, self.tr("Only if it asks for one"))
        self.address.setPlaceholderText("http://localhost:8000/v1")
        self.address.returnPressed.connect(self._use_server)
        self.uses[Role.CHAT].setChecked(True)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(label(self.tr("Address"), buddy=self.address), 0, 0)
        grid.addWidget(self.address, 0, 1)
        grid.addWidget(label(self.tr("Key"), buddy=self.server_key), 1, 0)
        grid.addWidget(self.server_key, 1, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        for box in self.uses.values():
            row.addWidget(box)
        row.addStretch()
        use = button(self.tr("Use this server"), primary=True)
        use.clicked.connect(self._use_server)
        grid.addLayout(row, 2, 0, 1, 2)
        grid.addWidget(use, 3, 1, Qt.AlignmentFlag.AlignRight)
        card.hold(grid, self.tr("Enter its address"), self.address)
        return card

    def _offline_card(self) -> "Card":
        words = self.tr("Everything stays on this computer. Answers are simpler.")
        card = Card(self.tr("Stay offline"), words)
        card.button.setText(self.tr("Use this computer"))
        card.button.clicked.connect(self._stay_offline)
        return card


class Card(QFrame):
    """A large choice; one that needs to know more unfolds when it is chosen."""

    unfolded = Signal()

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName("choice")
        self._details: QWidget | None = None
        self._first: QWidget | None = None
        heading = label(title)
        _enlarge(heading, 1.0)
        self.button = button("")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(heading, 1)
        top.addWidget(self.button)
        self._layout = column(self, margin=16)
        self._layout.addLayout(top)
        self._layout.addWidget(label(words, "quiet", wrap=True))

    def hold(self, details: QLayout, invitation: str, first: QWidget) -> None:
        """What unfolds, the words on the button that unfolds it, and the field that is typed in first."""
        self._details, self._first = QWidget(), first
        details.setContentsMargins(0, 8, 0, 0)
        self._details.setLayout(details)
        self._details.setVisible(False)
        self._layout.addWidget(self._details)
        self.button.setText(invitation)
        self.button.clicked.connect(self.unfold)

    def unfold(self) -> None:
        if self._details and self._first:
            self._details.setVisible(True)
            self._first.setFocus()
            self.button.setVisible(False)
            self.unfolded.emit()

    def fold(self) -> None:
        if self._details:
            self._details.setVisible(False)
            self.button.setVisible(True)


def _enlarge(heading: QLabel, factor: float) -> None:
    font = heading.font()
    font.setPixelSize(round(reading_font().pixelSize() * factor))
    font.setBold(factor == 1.0)
    heading.setFont(font)


def _secret(field: QLineEdit, placeholder: str) -> None:
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(placeholder)
