"""The settings of one role: who does it, its key, and a test that really asks the server."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from voiceassistant import credentials
from voiceassistant.credentials import OPENAI
from voiceassistant.roles import RoleReport
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.announce import announce
from voiceassistant.ui.foreign_texts import in_our_language
from voiceassistant.ui.parts import button, column, hidden, label
from voiceassistant.ui.settings_page import SettingsPage
from voiceassistant.ui.texts import error_sentence, server_title

NAMES = {
    Role.TRANSCRIPTION: ("server", "base_url", "model", "language", "prompt"),
    Role.CHAT: (
        *("server", "base_url", "model", "system_prompt", "reasoning_effort"),
        *("longest_answer", "price_in", "price_out"),
    ),
    Role.SPEECH: ("server", "base_url", "model", "voice", "speed", "kind"),
}
RARE = ("timeout_seconds", "attempts")
KEY_ROW = 2  # after server and address


class RolePage(SettingsPage):
    """`key_entered(address, key)` and `test_asked` are for the dialog to do."""

    key_entered = Signal(str, str)
    test_asked = Signal()

    def __init__(self, role: Role, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings.role(role), (*NAMES[role], *RARE), parent)
        self.role = role
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.save_button = button(self.tr("Save key"))
        self.key_note = hidden(label(role="quiet", wrap=True))
        self.test_button = button(self.tr("Test"), primary=True)
        self.test_result = label(self.tr("Asks the server something small and shows the answer."), "quiet", wrap=True)
        self.key_row = self._key_row()
        self.rows.insertWidget(KEY_ROW, self.key_row)
        self.rows.insertWidget(0, self._test_row())
        self._key_typed_for = OPENAI
        self.key.textChanged.connect(self._key_typed)
        self.save_button.clicked.connect(self._save_key)
        self.key.returnPressed.connect(self._save_key)
        self.test_button.clicked.connect(self._test)
        self._fit_to_server()

    @property
    def address(self) -> str:
        """The server that the key is for."""
        return str(self.fields["base_url"].value).rstrip("/") if self._server == "custom" else OPENAI

    @property
    def unsaved_key(self) -> str | None:
        return self.key.text().strip() or None

    @property
    def unsaved(self) -> tuple[str, str] | None:
        """Address and key, if a key is typed and the address is one. What is not shown may not have changed it."""
        address = self._key_typed_for if self._server == "local" else self.address
        return (address, self.unsaved_key) if self.unsaved_key and _is_address(address) else None

    @property
    def key_is_for_here(self) -> bool:
        """Whether the key was typed while this server was chosen."""
        return self._key_typed_for == self.address

    def settings_from(self, settings: Settings) -> Settings:
        """`settings` with this page's values. Raises SettingsError."""
        section = {**settings.role(self.role).model_dump(), **self.values()}
        return settings.with_values(**{self.role.value: section})

    def show_settings(self, settings: Settings) -> None:
        self.show_values(settings.role(self.role))
        self._fit_to_server()

    def problems(self) -> dict[str, str]:
        problems = super().problems()
        self._fit_to_server()
        if self._server == "custom" and not _is_address(self.address):
            problems["base_url"] = self.tr("The address begins with http:// or https://.")
        return problems

    def key_saved(self, key: str, error: BaseException | None) -> None:
        self.save_button.setEnabled(True)
        done = self.tr("✓ The key is saved.") if key else self.tr("✓ The key is removed.")
        text = error_sentence(error) if error else done
        if not error and self.key.text().strip() == key:
            self.key.clear()
        _say(self.key_note, text, problem=error is not None)
        announce(self.key, text, urgent=error is not None)

    def tested(self, report: RoleReport | None, error: BaseException | None) -> None:
        self.test_button.setEnabled(True)
        self.test_button.setText(self.tr("Test"))
        if error or report is None:
            text, ok = error_sentence(error or ValueError()), False
        else:
            detail = [server_title(report.server), report.model, self.tr("{n} s").format(n=f"{report.seconds:.1f}")]
            ok, text = report.ok, f"{in_our_language(report.sentence)} ({', '.join(part for part in detail if part)})"
        _say(self.test_result, f"{'✓' if ok else '✗'} {text}", problem=not ok)
        announce(self.test_button, text, urgent=not ok)

    @property
    def _server(self) -> str:
        return str(self.fields["server"].value)

    def _fit_to_server(self) -> None:
        """Shows only what the chosen server needs."""
        self.fields["base_url"].setVisible(self._server == "custom")
        self.key_row.setVisible(self._server != "local")
        found = credentials.from_environment(self.address, self.role)
        self.key.setPlaceholderText(self.tr("Found in the environment") if found else self.tr("Never shown again"))

    def _key_typed(self) -> None:
        self._key_typed_for = self.address

    def _save_key(self) -> None:
        if self.fits():
            self.save_button.setEnabled(False)
            self.key_entered.emit(self.address, self.key.text().strip())

    def _test(self) -> None:
        if self.fits():
            self.test_button.setEnabled(False)
            self.test_button.setText(self.tr("Testing…"))
            _say(self.test_result, "", problem=False)
            self.test_asked.emit()

    def _key_row(self) -> QWidget:
        made = QWidget()
        layout = column(made, spacing=4)
        row = QHBoxLayout()
        row.addWidget(self.key, 1)
        row.addWidget(self.save_button)
        name = label(self.tr("Key"), "name", buddy=self.key)
        self.key.setAccessibleName(name.text())
        words = self.tr("Kept in the system's keyring; save an empty one to remove it.")
        layout.addWidget(name)
        layout.addLayout(row)
        layout.addWidget(self.key_note)
        layout.addWidget(label(words, "quiet", wrap=True))
        return made

    def _test_row(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.test_button)
        row.addWidget(self.test_result, 1)
        return made


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _say(words: QLabel, text: str, *, problem: bool) -> None:
    words.setText(text)
    words.setVisible(True)
    words.setProperty("role", "problem" if problem else "quiet")
    words.style().unpolish(words)
    words.style().polish(words)
