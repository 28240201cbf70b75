"""What a role's server can do: as it was found out last, and found out anew on request."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from voiceassistant.capabilities import Abilities
from voiceassistant.errors import AssistantError
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.ability_texts import ability_row
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.parts import button, column, label
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.state_line import StateLine
from voiceassistant.ui.table import Table
from voiceassistant.ui.texts import error_sentence, server_title


class AbilitiesView(QWidget):
    """Shows what is known when it is first seen.

    Args:
        role: Whose server.
        assistant: Asks it.
        bridge: Brings the answers.
        edited: Gives the settings and the key as they are typed. Raises SettingsError.
    """

    def __init__(
        self,
        role: Role,
        assistant: AssistantPort,
        bridge: Bridge,
        edited: Callable[[], tuple[Settings, str | None]],
    ) -> None:
        super().__init__()
        self._role, self._assistant, self._bridge, self._edited = role, assistant, bridge, edited
        self._looked = False
        title = self.tr("What this server can do")
        self.ask_button = button(self.tr("Find out"))
        self.ask_button.setAccessibleDescription(title)
        self.state = StateLine()
        self.table = Table(title, [self.tr("What"), self.tr("Can it?")], (0, 1))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.ask_button)
        row.addWidget(self.state, 1)
        row.addStretch()
        layout = column(self, spacing=4)
        layout.addWidget(label(title, "name", buddy=self.table))
        layout.addLayout(row)
        layout.addWidget(self.table)
        self.table.setVisible(False)
        self.state.tell(self.tr("Asks the server some small things; that may take a minute."))
        self.ask_button.clicked.connect(self.ask)

    def ask(self) -> None:
        try:
            settings, key = self._edited()
        except AssistantError as error:
            self.state.tell(error_sentence(error), problem=True)
            return
        self._looked = True  # what is known from before comes too late now
        self.ask_button.setEnabled(False)
        self.state.tell(self.tr("The server is asked…"))
        self._bridge.when_done(self._assistant.abilities(self._role, settings, key), self, self._found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._looked:
            self._bridge.when_done(self._assistant.known_abilities(self._role), self, self._known)

    def _known(self, abilities: Abilities | None, error: BaseException | None) -> None:
        if abilities and not error and not self._looked:
            self._show(abilities)

    def _found(self, abilities: Abilities | None, error: BaseException | None) -> None:
        self.ask_button.setEnabled(True)
        if error or abilities is None:
            self.state.tell(error_sentence(error or ValueError()), problem=True)
        else:
            self._show(abilities)

    def _show(self, abilities: Abilities) -> None:
        self.table.show_rows([ability_row(ability) for ability in abilities.abilities])
        self.table.setVisible(True)
        able = sum(ability.can is True for ability in abilities.abilities)
        words = self.tr("{server}, {model}: {able} of {all}.")
        names = {"server": server_title(abilities.server), "model": abilities.model}
        self.state.tell(words.format(**names, able=able, all=len(abilities.abilities)))
