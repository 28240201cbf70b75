"""The desktop's portal: it asks the user on a program's behalf where programs may not help themselves (Wayland)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject

from voiceassistant.ui.system.bus import Body, Bus
from voiceassistant.ui.system.bus_object import PROPERTIES

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
DONE, CANCELLED, FAILED = 0, 1, 2  # as the portal numbers them


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    results: dict[str, Any] = field(default_factory=dict)


Answered = Callable[[Answer], None]


class Portal(QObject):
    """`find` first: it learns whose signals are to be believed.

    Args:
        bus: Is closed with the portal.
    """

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bus = bus
        self.owner = ""  # the portal's unique name
        self._tokens = 0
        # Says whose dialogue it is. Only newer portals take it, and only of programs with an entry in the menus.
        bus.call((NAME, PATH, "org.freedesktop.host.portal.Registry"), "Register", "sa{sv}", ("voiceassistant", {}))

    def end(self) -> None:
        self.bus.close()
        self.bus.deleteLater()

    def find(self, interface: str, found: Callable[[int], None]) -> None:
        """`found`: gets the version of a part of the portal, 0 where there is none."""

        def answered(body: Body | None, sender: str) -> None:
            match body:
                case (("u", int(version)),):
                    self.owner = sender
                    found(version)
                case _:
                    found(0)

        self.bus.call((NAME, PATH, PROPERTIES), "Get", "ss", (interface, "version"), answered)

    def new_token(self) -> str:
        self._tokens += 1
        return f"voiceassistant{self._tokens}"

    def ask(
        self, interface: str, member: str, signature: str, body: Body, options: dict[str, Any], answered: Answered
    ) -> None:
        """A request whose answer may take as long as the user thinks.

        Args:
            interface: A part of the portal.
            member: What is called of it.
            signature: Of the arguments before the options.
            body: Those arguments.
            options: Variants by name.
            answered: Called once.
        """
        token = self.new_token()
        path = f"{PATH}/request/{self.bus.name[1:].replace('.', '_')}/{token}"

        def respond(values: Body, sender: str) -> None:
            if sender == self.owner:
                end()
                answered(_answer_in(values))

        def called(values: Body | None, _sender: str) -> None:
            if values is None:
                end()
                answered(Answer(FAILED))

        end = self.bus.listen(path, "org.freedesktop.portal.Request", "Response", respond)
        arguments = (*body, {**options, "handle_token": ("s", token)})
        self.bus.call((NAME, PATH, interface), member, f"{signature}a{{sv}}", arguments, called)


def _answer_in(values: Body) -> Answer:
    match values:
        case (int(code), dict(results)):
            return Answer(code, {name: value for name, (_, value) in results.items()})
    return Answer(FAILED)
