import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from tests.ui.test_theme import contrast
from voiceassistant.ui.check_box import CheckBox
from voiceassistant.ui.theme import Theme

LEAST_FOR_SHAPES = 3.0


def edge(box: QCheckBox) -> str:
    """The colour in the middle of its upper edge."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    area = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    return box.grab().toImage().pixelColor(QPoint(area.center().x(), area.top())).name()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("checked", [False, True])
def test_its_edge_is_seen(qtbot: QtBot, theme: Theme, scheme: str, checked: bool) -> None:
    theme.use(scheme)
    box = CheckBox("Into English")
    qtbot.addWidget(box)
    box.setChecked(checked)
    box.resize(box.sizeHint())
    assert contrast(edge(box), theme.colours.page) >= LEAST_FOR_SHAPES
