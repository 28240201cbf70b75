"""What a role's page of the settings shows of its server, beside the settings themselves."""

from concurrent.futures import Future
from functools import partial

from voiceassistant.settings import Role
from voiceassistant.ui.abilities_view import AbilitiesView
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.choice import TypedChoice
from voiceassistant.ui.models_view import ModelsView
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.role_page import RolePage
from voiceassistant.ui.voice_sample import VoiceSample


class ServerSections:
    """Adds them to a page: the models, what the server can do, and for speech the voice."""

    def __init__(self, page: RolePage, assistant: AssistantPort, bridge: Bridge) -> None:
        self.models = ModelsView(page.role, assistant, bridge)
        self.abilities = AbilitiesView(
            page.role, assistant, bridge, lambda: (page.settings_from(assistant.settings), page.unsaved_key)
        )
        page.add_section(self.models)
        page.add_section(self.abilities)
        editor = page.fields["model"].editor
        if isinstance(editor, TypedChoice):
            self.models.listed.connect(editor.suggest)
        self.voice: VoiceSample | None = None
        if page.role is Role.SPEECH:
            self.voice = VoiceSample(bridge, partial(_speak, page, assistant))
            page.fields["voice"].add_below(self.voice)

    def stop(self) -> None:
        """Nothing more is wanted."""
        if self.voice:
            self.voice.work.stop()


def _speak(page: RolePage, assistant: AssistantPort, text: str) -> "Future[None]":
    return assistant.speak(text, page.fields["voice"].value, page.fields["speed"].value)
