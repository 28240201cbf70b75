"""A portal as desktops on Wayland have one, on whatever session bus there is: it gives what its arguments say.

    python -m tests.desktop.fake_portal {"keys": true, "picture": "/a.png", "code": 0}

It prints what is asked of it, a line of JSON each, and on the bus `org.example.Test.Press(id)` presses a key.
"""

import json
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
KEYS, SHOTS = "org.freedesktop.portal.GlobalShortcuts", "org.freedesktop.portal.Screenshot"


class FakePortal:
    def __init__(self, connection: DBusConnection, gives: dict[str, Any]) -> None:
        self._connection, self._gives = connection, gives
        self._session = ""
        self._user = ""  # whose session it is

    def run(self) -> None:
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._tell("ready")
        while True:
            message = self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                self._take(message, message.header.fields[HeaderFields.member], message.body)

    def _take(self, message: Message, member: str, body: Any) -> None:
        if member not in ("Get", "Press"):
            self._tell(json.dumps([member, body]))
        match member:
            case "Get" if (body[0] == KEYS and self._gives.get("keys")) or (
                body[0] == SHOTS and "picture" in self._gives
            ):
                self._connection.send(new_method_return(message, "v", (("u", 2),)))
            case "CreateSession":
                token = body[0]["session_handle_token"][1]
                self._user = message.header.fields[HeaderFields.sender]
                self._session = self._path(message, "session", token)
                self._respond(message, body[0], {"session_handle": ("s", self._session)})
            case "BindShortcuts":
                given = [] if self._gives.get("code") else [(name, what) for name, what in body[1]]
                self._respond(message, body[3], {"shortcuts": ("a(sa{sv})", given)})
            case "Screenshot":
                self._respond(message, body[1], {"uri": ("s", self._gives["picture"])})
            case "Press":
                self._connection.send(new_method_return(message))
                self._press(body[0])
            case "Close":
                self._session = ""
            case _:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("No",)))

    def _respond(self, message: Message, options: dict[str, Any], results: dict[str, Any]) -> None:
        request = self._path(message, "request", options["handle_token"][1])
        self._connection.send(new_method_return(message, "o", (request,)))
        emitter = DBusAddress(request, None, "org.freedesktop.portal.Request")
        self._connection.send(new_signal(emitter, "Response", "ua{sv}", (self._gives.get("code", 0), results)))

    def _press(self, name: str) -> None:
        emitter = DBusAddress(PATH, None, KEYS)
        for signal in ("Activated", "Activated", "Deactivated"):  # a desktop may repeat a key that is held
            body = (self._session, name, 5, {"activation_token": ("s", "a-token")})
            self._connection.send(new_signal(emitter, signal, "osta{sv}", body))

    def _tell(self, words: str) -> None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()

    def _path(self, message: Message, kind: str, token: str) -> str:
        sender = message.header.fields[HeaderFields.sender][1:].replace(".", "_")
        return f"{PATH}/{kind}/{sender}/{token}"


if __name__ == "__main__":
    FakePortal(open_dbus_connection(), json.loads(sys.argv[1])).run()
