"""Prints what a screen reader is told about an application: its elements, or its announcements as they come.

It needs the Debian packages python3-gi and gir1.2-atspi-2.0, so it runs with the system's Python. An element's line:

    role "name" (description) [states] {actions} ="text or value" <relation: "other">
"""

import argparse
import sys
import time
import warnings
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)  # libatspi marks its only getters so

# "enabled", "visible" and "showing" are the rule, so their absence is what gets printed.
STATES = ("FOCUSABLE", "FOCUSED", "CHECKED", "PRESSED", "SELECTED", "EXPANDED", "BUSY", "EDITABLE", "MODAL")
EXPECTED = ("ENABLED", "VISIBLE", "SHOWING")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def find(name: str, seconds: float) -> Any:
    """The application whose name holds `name`, waited for until it has elements."""
    deadline = time.monotonic() + seconds
    while True:
        for application in children(Atspi.get_desktop(0)):
            if name.lower() in (application.get_name() or "").lower() and application.get_child_count():
                return application
        if time.monotonic() > deadline:
            sys.exit(f"no application whose name holds {name!r} is on the accessibility bus")
        time.sleep(0.05)


def children(node: Any) -> list[Any]:
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child is not None]


def show(node: Any, depth: int = 0) -> None:
    try:
        say("  " * depth + describe(node))
        below = children(node)
    except GLib.Error as error:
        say("  " * depth + f"(gone while it was read: {error.message})")
        return
    for child in below:
        show(child, depth + 1)


def describe(node: Any) -> str:
    parts = [node.get_role_name(), quoted(node.get_name())]
    if description := node.get_description():
        parts.append(f"({description})")
    if states := state_names(node):
        parts.append(f"[{', '.join(states)}]")
    if actions := action_names(node):
        parts.append(f"{{{', '.join(actions)}}}")
    if content := content_of(node):
        parts.append(f"={quoted(content)}")
    parts += relations(node)
    return " ".join(parts)


def quoted(text: str | None) -> str:
    return '"' + " ".join((text or "").split()) + '"'


def state_names(node: Any) -> list[str]:
    has = node.get_state_set().contains
    there = [name.lower() for name in STATES if has(getattr(Atspi.StateType, name))]
    return there + [f"not {name.lower()}" for name in EXPECTED if not has(getattr(Atspi.StateType, name))]


def action_names(node: Any) -> list[str]:
    action = node.get_action_iface()
    return [] if action is None else [action.get_action_name(index) for index in range(action.get_n_actions())]


def content_of(node: Any) -> str:
    if (value := node.get_value_iface()) is not None:
        return f"{value.get_current_value():g} of {value.get_minimum_value():g} to {value.get_maximum_value():g}"
    text = node.get_text_iface()
    content = "" if text is None else Atspi.Text.get_text(text, 0, -1)
    return "" if content == node.get_name() else content


def relations(node: Any) -> list[str]:
    found = []
    for relation in node.get_relation_set():
        targets = [relation.get_target(index) for index in range(relation.get_n_targets())]
        kind = relation.get_relation_type().value_nick.replace("-", " ")
        found.append(f"<{kind}: {', '.join(quoted(target.get_name()) for target in targets if target)}>")
    return found


def watch(application: Any) -> None:
    """Prints a first line when it listens, then a line for each announcement, until it is ended."""
    process = application.get_process_id()

    def heard(event: Any) -> None:
        if event.source is not None and event.source.get_process_id() == process:
            say(" ".join(str(event.any_data).split()))

    listener = Atspi.EventListener.new(heard)
    listener.register("object:announcement")
    say(f"listening to {application.get_name()}")
    Atspi.event_main()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("application", help="part of the application's name")
    parser.add_argument("--announcements", action="store_true", help="print these as they come, not the elements")
    parser.add_argument("--wait", type=float, default=10, metavar="SECONDS", help="for the application to appear")
    options = parser.parse_args()
    Atspi.init()
    application = find(options.application, options.wait)
    (watch if options.announcements else show)(application)


if __name__ == "__main__":
    main()
