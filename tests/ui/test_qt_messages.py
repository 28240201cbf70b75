import logging

import pytest
from PySide6.QtCore import qWarning

from voiceassistant.ui.qt_messages import qt_messages_logged


@pytest.mark.expected_log("the portal is missing")
def test_what_qt_remarks_is_logged_once_and_not_shown(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.WARNING), qt_messages_logged():
        for _ in range(3):
            qWarning("the portal is missing")
    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        ("qt", "default: the portal is missing")
    ]
    assert capfd.readouterr() == ("", "")
