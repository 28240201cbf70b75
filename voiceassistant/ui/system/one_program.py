"""One program runs for a user. What later starts are asked for is handed to it over a local socket.

A lock file says whose turn it is, the socket is only the way to there: one that a crash has left behind stops nobody.
"""

import getpass
import hashlib
import logging
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from voiceassistant.errors import RunningAlready
from voiceassistant.settings import data_folder
from voiceassistant.ui.system.wish import LONGEST_WISH, Wish, wish_in

if TYPE_CHECKING:  # imported behind the painted window
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

TAKEN, REFUSED = b"taken\n", b"refused\n"
ANSWER_SECONDS = 10.0  # the other one may just have been started
RETRY_SECONDS = 0.05
SILENT_MILLISECONDS = 5000  # after which somebody who connected and says nothing is hung up on


class OneProgram(QObject):
    """`asked`: another start has handed a Wish over.

    Args:
        folder: Of the data that only one program is to work with.
    """

    asked = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        lock, self.address = meeting_place(folder or data_folder())
        self._server: QLocalServer | None = None
        with suppress(OSError):  # `begin` finds out
            lock.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # only the death of its process makes it stale, never its age

    def begin(self, wish: Wish, seconds: float = ANSWER_SECONDS) -> bool:
        """True: this is the one that runs. False: another one runs, and has taken the wish.

        Raises RunningAlready: Another one runs and does not answer.
        """
        deadline = time.monotonic() + seconds
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                log.warning("whether the program runs already is not known: %s", self._lock.error())
                return True  # a folder that cannot be written: better two programs than none
            if hand_over(wish, self.address, deadline - time.monotonic()):
                return False
            if time.monotonic() > deadline:
                raise RunningAlready("Voice Assistant is running already, but does not answer")
            time.sleep(RETRY_SECONDS)
        return True

    def listen(self) -> None:
        """From here on other starts are heard. Only for the one that runs."""
        from PySide6.QtNetwork import QLocalServer

        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._connected)
        if self._lock.isLocked():
            QLocalServer.removeServer(self.address)  # what a crash left: whoever holds the lock is alone
        if not server.listen(self.address):
            log.warning("other starts of the program will not be heard: %s", server.errorString())

    def hear_no_more(self) -> None:
        """Other starts wait from now on until `end`, and are the one that runs then."""
        if self._server:
            self._server.close()

    def end(self) -> None:
        """Another one may run: nothing of this one works with the data any more."""
        self.hear_no_more()
        self._lock.unlock()

    def _connected(self) -> None:
        while self._server and (socket := self._server.nextPendingConnection()):
            socket.setReadBufferSize(LONGEST_WISH)
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            QTimer.singleShot(SILENT_MILLISECONDS, socket, socket.abort)
            self._read(socket)

    def _read(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= LONGEST_WISH:
                socket.abort()
            return
        wish = wish_in(bytes(socket.readLine(LONGEST_WISH).data()))
        socket.write(TAKEN if wish else REFUSED)
        told = socket.flush()  # before whatever the wish brings about
        socket.disconnectFromServer()
        if wish and told:  # whoever has given up meanwhile may have asked again, or told the user that it did not work
            self.asked.emit(wish)


def hand_over(wish: Wish, address: str, seconds: float) -> bool:
    """Whether somebody at the address has taken it.

    Args:
        wish: Is done at most once: the other program may be busy and answer late, so this waits.
        address: Of a local socket.
        seconds: For the answer to come.
    """
    from PySide6.QtNetwork import QLocalSocket

    milliseconds = max(1, round(seconds * 1000))
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(milliseconds):
        return False
    socket.write(wish.model_dump_json().encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(milliseconds):
            break
    return bytes(socket.readLine().data()) == TAKEN


def meeting_place(folder: Path) -> tuple[Path, str]:
    """The lock's file and the socket's address, one each for every data folder, where only this user can put them.

    In the folder for what runs, if there is one: a home may be shared by several computers.
    """
    name = f"voiceassistant-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    base = Path(runtime) / name if runtime else folder / "running"
    address = f"{name}-{getpass.getuser()}" if sys.platform == "win32" else f"{base}.socket"
    return Path(f"{base}.lock"), address
