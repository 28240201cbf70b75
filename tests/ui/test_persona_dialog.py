from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.settings import Persona
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.persona_dialog import PersonaDialog


def test_a_persona_is_added_and_chosen_in_the_menu(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
    dialog = PersonaDialog((), window)
    dialog.chosen.connect(window.choices.use_personas)
    dialog.add()
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "Pirate")
    dialog.prompt.setPlainText("Talk like a pirate.")
    dialog.buttons.accepted.emit()
    assert assistant.settings.personas == (Persona(name="Pirate", system_prompt="Talk like a pirate."),)
    actions = {action.text(): action for action in window.menus.persona_menu.actions()}
    actions["Pirate"].trigger()
    assert assistant.settings.persona == "Pirate"
    window.choices.use_personas(())
    assert (assistant.settings.personas, assistant.settings.persona) == ((), "")


def test_names_are_not_given_twice(qtbot: QtBot, window: MainWindow) -> None:
    dialog = PersonaDialog((Persona(name="A"), Persona(name="B")), window)
    dialog.list.setCurrentRow(1)
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "A")
    dialog.buttons.accepted.emit()
    assert "name of its own" in dialog.problem.text()
    dialog.remove()
    assert dialog.list.count() == 1
    dialog.reject()
