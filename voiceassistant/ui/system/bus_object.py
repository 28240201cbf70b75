"""An object on the bus: methods and properties by their names, and the three interfaces that every object has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from voiceassistant.ui.system.bus import UNKNOWN, Body, Bus, BusError

PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"
Variant = tuple[str, Any]  # a signature and the value


@dataclass(frozen=True, slots=True)
class Method:
    """None of those that are needed returns anything. `arguments`: their signature and names."""

    run: Callable[..., None]
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Interface:
    """`settable`: what takes another value for a property. It gets whatever was sent."""

    methods: dict[str, Method]
    properties: Callable[[], dict[str, Variant]]
    settable: dict[str, Callable[[Any], None]] = field(default_factory=dict)


class BusObject:
    """Answers for one path, and tells what has changed of its properties whenever `tell_changes` is called."""

    def __init__(self, bus: Bus, path: str, interfaces: dict[str, Interface]) -> None:
        self._bus, self._path, self._interfaces = bus, path, interfaces
        self._told = {name: one.properties() for name, one in interfaces.items()}
        bus.serve(path, self._handle)

    def tell_changes(self) -> None:
        for name, interface in self._interfaces.items():
            now, before = interface.properties(), self._told[name]
            changed = {key: value for key, value in now.items() if before.get(key) != value}
            self._told[name] = now
            if changed:
                self._bus.tell(self._path, PROPERTIES, "PropertiesChanged", "sa{sv}as", (name, changed, []))

    def _handle(self, interface: str, member: str, body: Body) -> tuple[str, Body]:
        match interface, member, body:
            case _, "Introspect", ():
                return "s", (self._description(),)
            case _, "Get", (str(name), str(wanted)):
                return "v", (self._property(name, wanted),)
            case _, "GetAll", (str(name),):
                return "a{sv}", (self._interface(name).properties(),)
            case _, "Set", (str(name), str(wanted), (str(), value)):
                self._set(name, wanted, value)
            case (("" | "org.freedesktop.DBus.Peer"), "Ping", ()):
                pass
            case _:
                self._run(interface, member, body)
        return "", ()

    def _run(self, interface: str, member: str, body: Body) -> None:
        method = self._interface(interface, member).methods.get(member)
        if method is None or len(method.arguments) != len(body):
            raise BusError(UNKNOWN, f"There is no such method {member}")
        method.run(*body)

    def _interface(self, name: str, member: str = "") -> Interface:
        """By its name; callers may leave that out."""
        found = self._interfaces.get(name) or next(
            (one for one in self._interfaces.values() if not name and member in one.methods), None
        )
        if found is None:
            raise BusError("org.freedesktop.DBus.Error.UnknownInterface", f"There is no such interface {name}")
        return found

    def _property(self, interface: str, name: str) -> Variant:
        try:
            return self._interface(interface).properties()[name]
        except KeyError as error:
            raise BusError("org.freedesktop.DBus.Error.UnknownProperty", f"There is no property {name}") from error

    def _set(self, interface: str, name: str, value: Any) -> None:
        signature, _ = self._property(interface, name)
        if (change := self._interface(interface).settable.get(name)) is None:
            raise BusError("org.freedesktop.DBus.Error.PropertyReadOnly", f"{name} cannot be set")
        if signature == "d" and not isinstance(value, float | int):
            raise BusError("org.freedesktop.DBus.Error.InvalidArgs", f"{name} is a number")
        change(value)

    def _description(self) -> str:
        parts = [
            f'<interface name="{PROPERTIES}">'
            '<method name="Get"><arg type="s" direction="in"/><arg type="s" direction="in"/>'
            '<arg type="v" direction="out"/></method>'
            '<method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>'
            '<method name="Set"><arg type="s" direction="in"/><arg type="s" direction="in"/>'
            '<arg type="v" direction="in"/></method>'
            '<signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal></interface>'
            f'<interface name="{INTROSPECTABLE}">'
            '<method name="Introspect"><arg type="s" direction="out"/></method></interface>'
            f'<interface name="{PEER}"><method name="Ping"/></interface>'
        ]
        for name, interface in self._interfaces.items():
            methods = "".join(_method(method, one.arguments) for method, one in interface.methods.items())
            properties = "".join(
                _property(key, signature, key in interface.settable)
                for key, (signature, _) in interface.properties().items()
            )
            parts.append(f'<interface name="{name}">{methods}{properties}</interface>')
        return f"<node>{''.join(parts)}</node>"


def _method(name: str, arguments: tuple[tuple[str, str], ...]) -> str:
    inside = "".join(f'<arg name="{what}" type="{kind}" direction="in"/>' for kind, what in arguments)
    return f'<method name="{name}">{inside}</method>'


def _property(name: str, signature: str, settable: bool) -> str:
    return f'<property name="{name}" type="{signature}" access="{"readwrite" if settable else "read"}"/>'
