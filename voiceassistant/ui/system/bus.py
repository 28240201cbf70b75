"""The session's message bus (D-Bus), spoken on the window's thread: its socket is watched like any other event.

QtDBus exports objects as well as this does, but PySide builds no `a(sa{sv})`, which the portal wants for keys. So both
are spoken by jeepney, which keyring brings along.
"""

import logging
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    Parser,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QObject, QSocketNotifier

log = logging.getLogger(__name__)

SECONDS = 1.0  # for the bus to answer or take something; it does within a millisecond
READ_BYTES = 65_536
UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"
FAILED = "org.freedesktop.DBus.Error.Failed"

Body = tuple[Any, ...]
Answered = Callable[[Body | None, str], None]
"""Gets what a call returned, None for an error, and the unique name of who answered."""

Handler = Callable[[str, str, Body], tuple[str, Body]]
"""Answers a call: interface, member and arguments in, signature and values out. Raises BusError."""


def carried(text: str) -> str:
    """A text as the bus can carry it: it hangs up on whoever sends a null character or half a surrogate."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class BusError(Exception):
    """What a caller is told: a name of D-Bus, and a sentence."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class Bus(QObject):
    """A connection of its own. When the bus goes away nothing is called back any more, and nothing more is sent."""

    def __init__(self, connection: socket.socket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._socket, self._parser, self._serials = connection, Parser(), count(1)
        self._waiting: dict[int, Answered] = {}
        self._listeners: list[tuple[MatchRule, Callable[[Body, str], None]]] = []
        self._objects: dict[str, Handler] = {}
        self.name = self._say_hello()
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @classmethod
    def connect_to_session(cls, parent: QObject | None = None) -> Self | None:
        """None: there is no bus, as over SSH."""
        try:
            connection = prep_socket(get_bus("SESSION"), timeout=SECONDS)
        except (OSError, KeyError, RuntimeError, ValueError) as error:
            log.info("there is no session bus: %s", error)
            return None
        connection.settimeout(SECONDS)
        try:
            return cls(connection, parent)
        except OSError as error:
            log.info("the session bus does not answer: %s", error)
            connection.close()
            return None

    @property
    def closed(self) -> bool:
        return self._socket.fileno() < 0

    def close(self) -> None:
        if not self.closed:
            self._notifier.setEnabled(False)
            self._socket.close()
        self._waiting.clear()
        self._listeners.clear()
        self._objects.clear()

    def call(
        self,
        address: tuple[str, str, str],
        member: str,
        signature: str = "",
        body: Body = (),
        answered: Answered | None = None,
    ) -> None:
        """`address`: the bus name, the object's path and the interface."""
        name, path, interface = address
        message = new_method_call(DBusAddress(path, name, interface), member, signature or None, body)
        serial = next(self._serials)
        if answered:
            self._waiting[serial] = answered
        else:
            message.header.flags = MessageFlag.no_reply_expected
        self._send(message, serial)

    def listen(self, path: str, interface: str, member: str, heard: Callable[[Body, str], None]) -> Callable[[], None]:
        """`heard`: gets a signal's values and the unique name of its sender, whoever that is. Returns what ends it."""
        rule = MatchRule(type="signal", path=path, interface=interface, member=member)
        listener = (rule, heard)
        self._listeners.append(listener)
        self._send(message_bus.AddMatch(rule.serialise()))

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)
                self._send(message_bus.RemoveMatch(rule.serialise()))

        return end

    def serve(self, path: str, handler: Handler) -> None:
        """Calls of the object at this path are answered by `handler`."""
        self._objects[path] = handler

    def tell(self, path: str, interface: str, member: str, signature: str, body: Body) -> None:
        """Sends a signal to everybody."""
        self._send(new_signal(DBusAddress(path, None, interface), member, signature, body))

    def take_name(self, name: str) -> None:
        """Without waiting in line for it: somebody else who has it keeps it."""
        self._send(message_bus.RequestName(name, 4))

    def give_name_up(self, name: str) -> None:
        self._send(message_bus.ReleaseName(name))

    # --- the socket ---------------------------------------------------------------------------------------------------

    def _say_hello(self) -> str:
        """The unique name that the bus gives. Raises OSError."""
        serial, deadline = next(self._serials), time.monotonic() + SECONDS
        self._socket.sendall(message_bus.Hello().serialise(serial))
        while time.monotonic() < deadline:
            self._parser.add_data(self._received())
            while message := self._parser.get_next_message():
                if message.header.fields.get(HeaderFields.reply_serial) == serial:
                    return str(message.body[0])
        raise TimeoutError("it gave no name")

    def _send(self, message: Message, serial: int | None = None) -> None:
        if self.closed:
            return
        try:
            self._socket.sendall(message.serialise(serial or next(self._serials)))
        except OSError as error:
            log.warning("the session bus has gone: %s", error)
            self.close()

    def _received(self) -> bytes:
        found = self._socket.recv(READ_BYTES)
        if not found:
            raise ConnectionResetError("it has hung up")
        return found

    def _read(self) -> None:
        try:
            self._parser.add_data(self._received())
        except TimeoutError:
            return
        except OSError as error:
            log.warning("the session bus has gone: %s", error)
            self.close()
            return
        while message := self._parser.get_next_message():
            self._take(message)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        sender = fields.get(HeaderFields.sender, "")
        match message.header.message_type:
            case MessageType.method_call:
                self._answer(message)
            case MessageType.signal:
                for rule, heard in tuple(self._listeners):
                    if rule.matches(message):
                        heard(message.body, sender)
            case MessageType.method_return | MessageType.error as kind:
                if answered := self._waiting.pop(fields.get(HeaderFields.reply_serial, 0), None):
                    failed = kind is MessageType.error
                    if failed:
                        log.info("the bus says %s: %s", fields.get(HeaderFields.error_name), message.body)
                    answered(None if failed else message.body, sender)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        handler = self._objects.get(fields[HeaderFields.path])
        interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        try:
            if handler is None:
                raise BusError("org.freedesktop.DBus.Error.UnknownObject", "There is nothing here")
            signature, body = handler(interface, member, message.body)
            reply = new_method_return(message, signature or None, body)
        except BusError as error:
            reply = new_error(message, error.name, "s", (str(error),))
        except Exception:  # the caller waits for an answer, and there is nobody else to be told
            log.exception("%s.%s failed", interface, member)
            reply = new_error(message, FAILED, "s", ("It did not work",))
        if not message.header.flags & MessageFlag.no_reply_expected:
            self._send(reply)
