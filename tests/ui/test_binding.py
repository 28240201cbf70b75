"""The Qt binding itself: a release that miscounts references crashes Python 3.11 after some thousand events."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

CALLS = 50


class Sender(QObject):
    sent = Signal(object)


def counts() -> tuple[int, int, int]:
    return sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal since Python 3.12")
@pytest.mark.parametrize("call", [lambda o: o.sent.emit(1), lambda o: o.installEventFilter(o)])
def test_no_reference_is_lost(qapp: QObject, call: Callable[[Sender], None]) -> None:
    sender = Sender()
    call(sender)
    before = counts()
    for _ in range(CALLS):
        call(sender)
    lost = [now - then for now, then in zip(counts(), before, strict=True)]
    assert all(abs(difference) < CALLS // 2 for difference in lost), f"None, True, False: {lost} in {CALLS} calls"
