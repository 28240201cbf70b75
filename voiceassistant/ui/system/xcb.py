"""The part of libxcb that grabs keys, on a connection of its own. Qt's platform for X11 needs the same library."""

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import NamedTuple

from voiceassistant.errors import WindowError

KEY_PRESS, KEY_RELEASE, MAPPING_NOTIFY = 2, 3, 34
SHIFT, LOCK, CONTROL, MOD1, MOD2, MOD4 = 1, 2, 4, 8, 16, 64
_ASYNC = 1
_STATE_AT = 6  # in an event of keys, in words behind its sequence
_MIN_KEYCODE_AT, _MAX_KEYCODE_AT = 34, 35  # in xcb_setup_t
_REPLY_BYTES = 32  # before what a reply's length counts


class Event(NamedTuple):
    kind: int
    keycode: int
    state: int  # of the modifiers


class _Cookie(Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(Structure):  # xcb_screen_iterator_t; a screen begins with its root
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _Event(Structure):  # of keys; of the others only the kind is looked at
    _fields_ = (("kind", c_uint8), ("detail", c_uint8), ("sequence", c_uint16), ("rest", c_uint32 * 8))


class _Reply(Structure):  # of both mappings
    _fields_ = (("kind", c_uint8), ("width", c_uint8), ("sequence", c_uint16), ("length", c_uint32))


class KeyGrabs:
    """Not for two threads at once. Raises WindowError: there is no display, or no libxcb."""

    def __init__(self) -> None:
        self._xcb, self._free = _library()
        screen = c_int(0)
        self._connection = self._xcb.xcb_connect(None, ctypes.byref(screen))
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise WindowError("The display does not answer")
        self._root = self._root_of(screen.value)

    @property
    def descriptor(self) -> int:
        """Readable when there may be events. Nothing says so for those that came with an answer: ask after each."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    @property
    def broken(self) -> bool:
        return bool(self._xcb.xcb_connection_has_error(self._connection))

    def close(self) -> None:
        self._xcb.xcb_disconnect(self._connection)

    def events(self) -> list[Event]:
        """What has happened since; never waits."""
        found = []
        while event := self._xcb.xcb_poll_for_event(self._connection):
            told = event.contents
            found.append(Event(told.kind & 0x7F, told.detail, told.rest[_STATE_AT] & 0xFF))
            self._free(event)
        return found

    def keycodes(self) -> dict[int, int]:
        """The key that writes each keysym, as the keyboard is now."""
        setup = self._setup()
        first, last = setup[_MIN_KEYCODE_AT], setup[_MAX_KEYCODE_AT]
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        width, keysyms = self._mapping(self._xcb.xcb_get_keyboard_mapping_reply, cookie, c_uint32, 4)
        found: dict[int, int] = {}
        for column in range(width):  # what a key writes by itself comes first
            for row, keysym in enumerate(keysyms[column::width]):
                found.setdefault(keysym, first + row)
        return found

    def modifier_of(self, keycode: int) -> int:
        """The modifier's bit that a key switches; 0: none. `keycode` 0 is no key."""
        if not keycode:  # with which a modifier that has few keys is filled up
            return 0
        cookie = self._xcb.xcb_get_modifier_mapping(self._connection)
        width, keycodes = self._mapping(self._xcb.xcb_get_modifier_mapping_reply, cookie, c_uint8, 1)
        return next((1 << at // width for at, code in enumerate(keycodes) if code == keycode), 0)

    def grab(self, keycode: int, states: Sequence[int]) -> bool:
        """Every program's key is ours from now on, in each of these states of the modifiers; False: it is taken."""
        taken = [state for state in states if self._is_refused(keycode, state)]
        if taken:
            self.let_go(keycode, [state for state in states if state not in taken])
        return not taken

    def let_go(self, keycode: int, states: Sequence[int]) -> None:
        for state in states:
            self._xcb.xcb_ungrab_key(self._connection, keycode, self._root, state)
        self._xcb.xcb_flush(self._connection)

    def _is_refused(self, keycode: int, state: int) -> bool:
        arguments = (self._connection, 0, self._root, state, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, self._xcb.xcb_grab_key_checked(*arguments))
        if error:
            self._free(error)
        return bool(error)

    def _setup(self) -> "ctypes._Pointer[c_uint8]":
        setup: ctypes._Pointer[c_uint8] = self._xcb.xcb_get_setup(self._connection)
        return setup

    def _root_of(self, screen: int) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._setup())
        for _ in range(screen):
            self._xcb.xcb_screen_next(ctypes.byref(screens))
        return int(screens.data[0])

    def _mapping(
        self, ask: "ctypes._NamedFuncPointer", cookie: _Cookie, item: type[c_uint32] | type[c_uint8], size: int
    ) -> tuple[int, list[int]]:
        """How many items belong together, and all items."""
        reply = ask(self._connection, cookie, None)
        if not reply:
            return 1, []
        count = reply.contents.length * 4 // size
        address = ctypes.cast(reply, c_void_p).value or 0
        items = [int(one) for one in (item * count).from_address(address + _REPLY_BYTES)]
        width = int(reply.contents.width)
        self._free(reply)
        return max(width, 1), items


def _library() -> tuple[ctypes.CDLL, "ctypes._NamedFuncPointer"]:
    try:
        xcb, c = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    except OSError as error:
        raise WindowError(f"Keys of other programs cannot be watched: {error}") from error
    connection = c_void_p
    for name, result, arguments in (
        ("xcb_connect", c_void_p, (c_char_p, POINTER(c_int))),
        ("xcb_connection_has_error", c_int, (connection,)),
        ("xcb_disconnect", None, (connection,)),
        ("xcb_get_file_descriptor", c_int, (connection,)),
        ("xcb_get_setup", POINTER(c_uint8), (connection,)),
        ("xcb_setup_roots_iterator", _Screens, (POINTER(c_uint8),)),
        ("xcb_screen_next", None, (POINTER(_Screens),)),
        ("xcb_flush", c_int, (connection,)),
        ("xcb_poll_for_event", POINTER(_Event), (connection,)),
        ("xcb_request_check", POINTER(_Event), (connection, _Cookie)),
        ("xcb_get_keyboard_mapping", _Cookie, (connection, c_uint8, c_uint8)),
        ("xcb_get_keyboard_mapping_reply", POINTER(_Reply), (connection, _Cookie, c_void_p)),
        ("xcb_get_modifier_mapping", _Cookie, (connection,)),
        ("xcb_get_modifier_mapping_reply", POINTER(_Reply), (connection, _Cookie, c_void_p)),
        (
            "xcb_grab_key_checked",
            _Cookie,
            (connection, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8),
        ),
        ("xcb_ungrab_key", _Cookie, (connection, c_uint8, c_uint32, c_uint16)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    free = c.free
    free.restype, free.argtypes = None, (c_void_p,)
    return xcb, free
