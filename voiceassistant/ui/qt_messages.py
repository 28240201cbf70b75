"""Qt's own remarks go to the log: "Failed to register with host portal" in the terminal tells a user nothing."""

import logging
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

REMEMBERED = 50  # of the messages; these are not logged again

log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """While it lasts. What ends the program is written to the terminal as well: nobody would look for it in a log."""
    said = deque[str](maxlen=REMEMBERED)  # with a screen reader Qt says the same several times a second

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message not in said:
            said.append(message)
            _log(kind, context, message)

    before = qInstallMessageHandler(take)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", message)
    if kind is QtMsgType.QtFatalMsg and sys.stderr:
        sys.stderr.write(f"{message}\n")
