import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from voiceassistant.events import Timings
from voiceassistant.latency import Advice, Hint, Kind, LatencyLog, TurnLatency
from voiceassistant.settings import Role, Settings
from voiceassistant.ui.latency_graph import LatencyGraph
from voiceassistant.ui.latency_panel import LatencyPanel
from voiceassistant.ui.latency_texts import advice_page, advice_sentence, graph_words, kind_words
from voiceassistant.ui.settings_dialog import GENERAL, HANDS_FREE
from voiceassistant.ui.theme import DARK, Theme

ALL = frozenset(Role)
EARLY = Timings(100, 450, transcript=400, first_token=700, first_sentence=800, first_audio=1040, done=4000)


def with_key(total: float, local: frozenset[Role] = ALL) -> TurnLatency:
    return TurnLatency(Timings(None, None, total - 300, total - 200, total - 100, total), local)


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> LatencyPanel:
    panel = LatencyPanel()
    qtbot.addWidget(panel)
    panel.resize(296, 560)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def told(panel: LatencyPanel) -> list[QWidget]:
    layout = panel.advice.layout()
    items = (layout.itemAt(i) for i in range(layout.count()))
    return [shown for item in items if item and (shown := item.widget())]


def advised(panel: LatencyPanel) -> list[str]:
    return [shown.text() for shown in told(panel) if isinstance(shown, QLabel)]


def helping(panel: LatencyPanel) -> list[QPushButton]:
    return [shown for shown in told(panel) if isinstance(shown, QPushButton)]


def test_before_the_first_turn_it_says_what_will_be_there(panel: LatencyPanel) -> None:
    panel.show_log(LatencyLog(), Settings())
    assert panel.nothing.isVisible()
    assert not panel.figures.isVisible()


def test_the_newest_turn_is_shown_in_its_parts(panel: LatencyPanel) -> None:
    panel.show_log(LatencyLog([with_key(3000), TurnLatency(EARLY, ALL)]), Settings())
    assert not panel.nothing.isVisible()
    assert panel.kind.text() == "Hands-free, on this computer"
    assert panel.parts.rows() == [
        ["Pause noticed", "0.10 s", "0.10 s"],
        ["Pause long enough", "0.35 s", "0.45 s"],
        ["Heard", "0.00 s", "0.45 s"],
        ["First word", "0.25 s", "0.70 s"],
        ["First sentence", "0.10 s", "0.80 s"],
        ["First sound", "0.24 s", "1.04 s"],
    ]
    assert panel.count.text() == "Your only turn of this kind so far"
    assert not panel.usual.isVisible()


def test_what_is_usual_is_said_of_turns_of_its_kind(panel: LatencyPanel) -> None:
    keys = [with_key(total) for total in range(500, 2501, 100)]
    panel.show_log(LatencyLog([TurnLatency(EARLY, ALL), *keys]), Settings())
    assert panel.count.text() == "Your last 21 turns of this kind"
    assert panel.usual.text() == "Median 1.5 s, 95th percentile 2.4 s"


def test_the_graph_is_described(panel: LatencyPanel) -> None:
    panel.show_log(LatencyLog([with_key(total) for total in (1000, 2000, 1500)]), Settings())
    interface = QAccessible.queryAccessibleInterface(panel.graph)
    assert interface.text(QAccessible.Text.Name) == "Time to the first sound, turn by turn"
    assert interface.text(QAccessible.Text.Description) == (
        "Median 1.5 s, 95th percentile 1.9 s. From 1.0 s to 2.0 s. The newest first: 1.5 s, 2.0 s, 1.0 s."
    )


def test_only_the_last_turns_are_told_one_by_one() -> None:
    words = graph_words([with_key(1000 + 100 * i) for i in range(30)])
    assert words.endswith("The newest first: 3.9 s, 3.8 s, 3.7 s, 3.6 s, 3.5 s, 3.4 s, 3.3 s, 3.2 s, 3.1 s, 3.0 s.")


def test_advice_leads_to_the_settings(qtbot: QtBot, panel: LatencyPanel) -> None:
    panel.show_log(LatencyLog([with_key(2300, frozenset())]), Settings())
    sentence = "Recognising what you said takes 2.0 s. A faster model, or this computer, may be quicker."
    assert advised(panel) == [sentence]
    (button,) = helping(panel)
    assert (button.text(), button.accessibleDescription()) == ("Open settings", sentence)
    with qtbot.waitSignal(panel.settings_wanted) as wanted:
        button.click()
    assert wanted.args == ["transcription"]


def test_advice_that_stays_keeps_its_button(panel: LatencyPanel) -> None:
    log = LatencyLog([with_key(2300)])
    panel.show_log(log, Settings())
    (button,) = helping(panel)
    panel.show_log(log, Settings())
    assert helping(panel) == [button]
    panel.show_log(LatencyLog([with_key(600)]), Settings())
    assert (advised(panel), helping(panel)) == (["Nothing stands out: every step is quick."], [])


@pytest.mark.parametrize("hint", Hint)
def test_every_hint_has_a_sentence_and_a_place(hint: Hint) -> None:
    sentence = advice_sentence(Advice(hint, 1234))
    assert ("1.2 s" in sentence) is (hint is not Hint.NOTHING)
    assert advice_page(hint) in ("", *(role.value for role in Role), HANDS_FREE, GENERAL)
    assert bool(advice_page(hint)) is (hint is not Hint.NOTHING)
    sentences = {advice_sentence(Advice(other)) for other in Hint}
    assert len(sentences) == len(Hint)


def test_every_kind_has_its_words() -> None:
    kinds = [Kind(hands_free, local) for hands_free in (False, True) for local in (False, True)]
    assert len({kind_words(kind) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("count", [1, 2, 20, 100])
def test_the_newest_bar_is_marked_and_not_by_colour_only(qtbot: QtBot, theme: Theme, count: int) -> None:
    theme.use("dark")
    graph = LatencyGraph()
    qtbot.addWidget(graph)
    graph.resize(264, 112)
    graph.show_turns([with_key(1000) for _ in range(count)])
    picture = graph.grab().toImage()
    accent = {
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).name() == DARK.accent.lower()
    }
    ratio = picture.devicePixelRatio()
    assert accent
    assert min(x for x, _ in accent) > 200 * ratio  # the right end
    widths = [sum(1 for _, y in accent if y == row) for row in range(picture.height())]
    mark, bar = widths[: int(26 * ratio)], widths[int(40 * ratio) :]
    assert max(mark) > 0
    assert max(bar) > 0
    assert 0 in widths[widths.index(max(mark)) : int(40 * ratio)]  # ground between them


def test_a_graph_of_nothing_is_empty(qtbot: QtBot, theme: Theme) -> None:
    graph = LatencyGraph()
    qtbot.addWidget(graph)
    assert not graph.grab().isNull()
