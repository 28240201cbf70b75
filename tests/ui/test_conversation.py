import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.errors import CredentialsError, NoMicrophone, NothingHeard, ServiceUnavailable
from voiceassistant.events import (
    Asked,
    Event,
    Failed,
    FirstSound,
    PartlyHeard,
    Phase,
    PhaseChanged,
    ReplyDelta,
    ReplyEnded,
    SentenceSpoken,
    Step,
    TakenBack,
    ToolEnded,
    ToolStarted,
    TurnEnded,
)
from voiceassistant.messages import KeptMessage, Message, ReplyFinished, ToolCall, Usage
from voiceassistant.settings import ChatSettings, Settings
from voiceassistant.transcripts import Transcript
from voiceassistant.ui import conversation as conversation_module
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.message_list import AT_ONCE
from voiceassistant.ui.message_row import MessageRow

REPLY = "It is **mild** today. Take a small umbrella."
CALL = ToolCall("call-1", "weather", '{"place": "Paris"}', "12 °C", True, 0.2)


def ended(text: str = REPLY, turn: int = 1) -> ReplyEnded:
    return ReplyEnded(turn, text, "stop", Usage(), ())


def asked(text: str = "How is the weather?", turn: int = 1) -> Asked:
    return Asked(turn, Transcript(text), spoken=True)


@pytest.fixture
def say(qtbot: QtBot, window: MainWindow, assistant: FakeAssistant):
    """Says events as the engine does and returns when the window has shown them."""

    def say(*events: Event) -> None:
        before = len(seen)
        assistant.say(*events)
        qtbot.waitUntil(lambda: len(seen) == before + len(events))
        for row in window.conversation.rows():
            row.flush()
        qtbot.waitUntil(lambda: not window.conversation.busy)
        window.conversation.lay_out()  # Qt's own part comes still later

    seen: list[Event] = []
    window._bridge.happened.connect(seen.append)
    return say


def answer(window: MainWindow, turn: int = 1) -> MessageRow:
    row = window.conversation.row_of(turn)
    assert row is not None
    return row


def buttons(row: MessageRow) -> dict[str, QPushButton]:
    found = row.failure.findChildren(QPushButton) if row.failure else []
    return {button.text(): button for button in found}


def test_question_and_answer_differ_by_name_and_indent(window: MainWindow, say) -> None:
    say(asked(), ReplyDelta(1, REPLY))
    question, reply = window.conversation.rows()
    assert (question.name.text(), reply.name.text()) == ("You", "Assistant")
    assert question.plain == "How is the weather?"
    assert reply.text.x() > question.text.x()


def test_an_answer_streams_in_and_its_markdown_settles(window: MainWindow, say) -> None:
    say(asked(), ReplyDelta(1, "It is **mi"))
    assert answer(window).plain == "It is **mi"
    say(ReplyDelta(1, "ld** today."))
    assert answer(window).plain == "It is mild today."
    say(ended())
    assert answer(window).plain == "It is mild today. Take a small umbrella."


def test_streaming_keeps_what_is_selected(window: MainWindow, say) -> None:
    say(asked(), ReplyDelta(1, "It is mild today."))
    text = answer(window).text
    cursor = text.textCursor()
    cursor.setPosition(6)
    cursor.setPosition(10, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    say(ReplyDelta(1, " Take an umbrella."))
    assert text.textCursor().selectedText() == "mild"


def test_the_spoken_sentence_is_underlined(window: MainWindow, say) -> None:
    say(asked(), ended(), SentenceSpoken(1, 0, 21))
    assert answer(window).text.underlined == "It is mild today."
    say(SentenceSpoken(1, 21, len(REPLY)))
    assert answer(window).text.underlined.strip() == "Take a small umbrella."
    say(TurnEnded(1, REPLY, False))
    assert answer(window).text.underlined == ""


def test_an_interruption_fades_what_was_not_heard_and_says_so(window: MainWindow, say) -> None:
    say(asked(), ended(), FirstSound(1, 0.0), SentenceSpoken(1, 0, 21), TurnEnded(1, REPLY[:21], True))
    row = answer(window)
    assert row.text.faded.strip() == "Take a small umbrella."
    assert row.text.underlined == ""
    assert row.note.isVisible()
    assert row.note.text() == "(interrupted)"


def words(row: MessageRow) -> list[str]:
    return [shown.text() for shown in row.failure.findChildren(QLabel)] if row.failure else []


def test_a_question_that_was_stopped_says_so_and_can_be_asked_again(
    window: MainWindow, assistant: FakeAssistant, say
) -> None:
    say(asked(), TurnEnded(1, "", True, can_retry=True))
    (question,) = window.conversation.rows()
    assert words(question) == ["(stopped)"]
    assert question.spoken_name == "You: How is the weather?. (stopped)"
    buttons(question)["Try again"].click()
    assert assistant.engine.calls == [("retry", 1)]
    assert window.conversation.rows() == []


def test_a_stop_before_the_transcript_can_be_asked_again(window: MainWindow, assistant: FakeAssistant, say) -> None:
    say(TurnEnded(1, "", True, can_retry=True))
    assert words(answer(window)) == ["(stopped)"]
    buttons(answer(window))["Try again"].click()
    assert assistant.engine.calls == [("retry", 1)]


def test_a_stop_that_cannot_be_asked_again_has_no_button(window: MainWindow, say) -> None:
    say(asked(), ToolStarted(1, CALL), TurnEnded(1, "", True), TurnEnded(2, "", True))
    question, reply = window.conversation.rows()
    assert (words(question), words(reply), buttons(reply)) == ([], ["(stopped)"], {})


def test_a_failure_is_not_told_as_a_stop(window: MainWindow, say) -> None:
    say(asked(), Failed(1, Step.CHAT, ServiceUnavailable("The server is away"), True), TurnEnded(1, "", True))
    assert answer(window).failure_text.startswith("The server is away.")


def test_a_tool_call_is_one_line_that_opens(window: MainWindow, say) -> None:
    say(asked(), ToolStarted(1, CALL))
    (line,) = answer(window).tools
    assert line.line.text() == "⚙ weather(Paris) …"
    say(ToolEnded(1, CALL), ReplyDelta(1, REPLY))
    assert line.line.text() == "⚙ weather(Paris) ✓ 0.20 s"
    assert not line.details.isVisible()
    line.line.click()
    assert line.details.isVisible()
    assert "12 °C" in line.details.text()


def test_a_failure_is_told_in_place_and_can_be_tried_again(window: MainWindow, assistant: FakeAssistant, say) -> None:
    say(asked(), Failed(1, Step.CHAT, ServiceUnavailable("The server is away"), True), TurnEnded(1, "", False))
    row = answer(window)
    assert row.failure_text == "The server is away. Check the network, then try again."
    buttons(row)["Try again"].click()
    assert assistant.engine.calls == [("retry", 1)]
    assert window.conversation.rows() == []
    say(asked(turn=2), ReplyDelta(2, REPLY))
    assert len(window.conversation.rows()) == 2


def test_what_cannot_be_tried_again_has_no_such_button(window: MainWindow, say) -> None:
    say(Failed(1, Step.RECORDING, NothingHeard("I heard nothing"), False))
    assert buttons(answer(window)) == {}
    assert answer(window).failure_text.startswith("I heard nothing.")


def test_the_same_failure_without_a_question_is_shown_once(window: MainWindow, say) -> None:
    for turn in (1, 2, 3):
        say(Failed(turn, Step.RECORDING, NoMicrophone("There is no microphone"), False))
    assert len(window.conversation.rows()) == 1


def test_a_remedy_opens_the_settings_where_it_helps(qtbot: QtBot, window: MainWindow, say) -> None:
    say(Failed(1, Step.RECORDING, NoMicrophone("There is no microphone"), False))
    with qtbot.waitSignal(window.conversation.remedy_chosen):
        buttons(answer(window))["Choose a microphone"].click()
    say(asked(turn=2), Failed(2, Step.CHAT, CredentialsError("The key was refused"), True))
    assert list(buttons(answer(window, 2))) == ["Settings", "Try again"]


def test_an_empty_page_says_how_to_begin(window: MainWindow, say) -> None:
    page = window.conversation
    assert "Hold Space" in page.accessibleDescription()
    invited = page.grab().toImage()
    page.invitation = ""
    assert page.grab().toImage() != invited


def long_answer() -> str:
    return "\n".join(f"- line {number}" for number in range(80))


def test_the_view_follows_while_it_is_at_the_end(qtbot: QtBot, window: MainWindow, say) -> None:
    bar = window.conversation.verticalScrollBar()
    say(asked(), ReplyDelta(1, long_answer()))
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())


def test_the_view_stays_where_someone_reads(qtbot: QtBot, window: MainWindow, say) -> None:
    bar = window.conversation.verticalScrollBar()
    say(asked(), ReplyDelta(1, long_answer()))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    before = bar.maximum()
    bar.setValue(100)
    say(ReplyDelta(1, "\n" + long_answer()))
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 100
    say(asked(turn=2))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_lines_are_no_longer_than_seventy_characters(window: MainWindow, say) -> None:
    window.resize(1600, 900)
    say(asked("word " * 100))
    layout = answer(window).text.document().firstBlock().layout()
    lengths = [layout.lineAt(i).textLength() for i in range(layout.lineCount())]
    metrics = QFontMetrics(answer(window).text.font())
    assert metrics.horizontalAdvance("x") > 0
    assert len(lengths) > 1
    assert max(lengths) <= 75  # of an average text 70


def test_every_message_is_one_item_for_a_screen_reader(window: MainWindow, say) -> None:
    say(asked(), ToolStarted(1, CALL), ToolEnded(1, CALL), ended(), TurnEnded(1, REPLY, False))
    interface = QAccessible.queryAccessibleInterface(window.conversation)
    assert interface.role() is QAccessible.Role.List
    names = [interface.child(i).text(QAccessible.Text.Name) for i in range(interface.childCount())]
    assert names == [
        "You: How is the weather?",
        "Assistant: It is mild today. Take a small umbrella. Tool weather has answered",
    ]


@pytest.mark.parametrize("spoken", [True, False])
def test_an_answer_is_announced_once_unless_it_is_spoken(
    window: MainWindow, say, monkeypatch: pytest.MonkeyPatch, spoken: bool
) -> None:
    announced: list[str] = []
    monkeypatch.setattr(conversation_module, "announce", lambda _widget, text, **_: announced.append(text))
    say(asked(), ReplyDelta(1, REPLY), ended())
    if spoken:
        say(FirstSound(1, 0.0))
    say(TurnEnded(1, REPLY, False))
    assert announced == ([] if spoken else ["It is mild today. Take a small umbrella."])


def test_a_message_can_be_copied(window: MainWindow, say) -> None:
    say(asked(), ended())
    window.conversation.setCurrentRow(1)
    QTest.keySequence(window.conversation, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "It is mild today. Take a small umbrella."


def test_enter_on_a_failed_message_tries_again(window: MainWindow, assistant: FakeAssistant, say) -> None:
    say(asked(), Failed(1, Step.CHAT, ServiceUnavailable("The server is away"), True))
    window.conversation.setFocus()
    window.conversation.setCurrentRow(0)
    QTest.keyClick(window.conversation, Qt.Key.Key_Return)
    assert assistant.engine.calls == [("retry", 1)]


class TestKept:
    @pytest.fixture
    def assistant(self, settings) -> FakeAssistant:
        messages = [Message("user", "Hello"), Message("assistant", "Good **morning**.", (CALL,))]
        return FakeAssistant(settings, messages)

    def test_the_last_conversation_is_shown_again(self, window: MainWindow) -> None:
        question, reply = window.conversation.rows()
        assert (question.plain, reply.plain) == ("Hello", "Good morning.")
        assert [line.line.text() for line in reply.tools] == ["⚙ weather(Paris) ✓ 0.20 s"]

    def test_answers_show_how_they_came(self, window: MainWindow) -> None:
        prices = ChatSettings(price_in=2.0, price_out=10.0)
        window.conversation.settings = Settings(chat=prices)
        finished = ReplyFinished("length", Usage(1000, 100), "OpenAI", "gpt-6-luna")
        window.conversation.show_messages([KeptMessage(Message("assistant", "It is mi"), finished=finished)])
        (row,) = window.conversation.rows()
        assert row.facts.text() == "OpenAI · gpt-6-luna · 1100 tokens · $0.0030"
        assert (row.failure_text, buttons(row)) == ("The answer was cut.", {})
        assert "1100 tokens" in row.spoken_name

    def test_json_is_a_tree_again(self, window: MainWindow) -> None:
        finished, cut_off, withheld = (ReplyFinished(why, Usage()) for why in ("stop", "length", "content_filter"))
        window.conversation.show_messages(
            [
                KeptMessage(Message("assistant", '{"city": "Paris"}'), finished=finished, as_json=True),
                KeptMessage(Message("assistant", '{"city": "Pa'), finished=cut_off, as_json=True),
                KeptMessage(Message("assistant", "It is Paris."), finished=finished, as_json=True),
                KeptMessage(Message("assistant", '{"city": '), finished=withheld, as_json=True),
                KeptMessage(Message("assistant", '{"city": "Paris"}'), finished=finished),
            ]
        )
        tree, cut, prose, secret, text = window.conversation.rows()
        assert tree.json is not None
        assert tree.json.tree.topLevelItem(0).text(1) == "Paris"
        assert (cut.json, cut.failure_text) == (None, "The JSON was cut.")
        assert (prose.json, prose.failure_text) == (None, "The answer is not whole JSON.")
        assert "withheld" in secret.failure_text
        assert text.json is None

    def test_what_was_not_heard_is_faded_again(self, window: MainWindow) -> None:
        finished = ReplyFinished("stop", Usage())
        kept = KeptMessage(Message("assistant", REPLY), heard=REPLY[:21], finished=finished)
        window.conversation.show_messages([kept])
        (row,) = window.conversation.rows()
        assert row.text.faded.strip() == "Take a small umbrella."
        assert row.note.text() == "(interrupted)"

    def test_a_new_one_is_empty(self, qtbot: QtBot, window: MainWindow, assistant: FakeAssistant) -> None:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.conversation.rows() == [])
        assert assistant.new_conversations == 1


class TestLong:
    @pytest.fixture
    def assistant(self, settings) -> FakeAssistant:
        return FakeAssistant(settings, [Message("user", f"Question {number}") for number in range(120)])

    @pytest.fixture
    def window(self, qtbot: QtBot, theme, bridge, assistant: FakeAssistant) -> MainWindow:
        window = MainWindow(bridge, theme)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        window.attach(assistant)
        assistant.start()
        qtbot.waitUntil(lambda: len(window.conversation.rows()) == AT_ONCE and not window.conversation.busy)
        return window

    def test_it_is_shown_from_its_end_and_earlier_messages_on_demand(self, qtbot: QtBot, window: MainWindow) -> None:
        view = window.conversation
        bar = view.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
        assert view.rows()[-1].plain == "Question 119"
        bar.setValue(0)
        watched = view.rows()[0]
        before = watched.mapTo(view, QPoint(0, 0)).y()
        offer = view.itemWidget(view.item(0))
        assert isinstance(offer, QPushButton)
        offer.click()
        assert [row.plain for row in view.rows()] == [f"Question {number}" for number in range(20, 120)]
        assert abs(watched.mapTo(view, QPoint(0, 0)).y() - before) <= offer.height() + 4  # it did not jump
        view.setCurrentRow(0)
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert [row.plain for row in view.rows()] == [f"Question {number}" for number in range(120)]
        assert not isinstance(view.itemWidget(view.item(0)), QPushButton)


def test_a_cut_answer_can_go_on(window: MainWindow, assistant: FakeAssistant, say) -> None:
    say(asked(), ReplyEnded(1, "It is mi", "length", Usage(40, 10), (), "OpenAI", "a-model"), TurnEnded(1, "", False))
    row = answer(window)
    assert row.failure_text == "The answer was cut."
    assert row.facts.text() == "OpenAI · a-model · 50 tokens"
    assert "The answer was cut" in row.spoken_name
    buttons(row)["Go on"].click()
    assert assistant.engine.calls[-1] == ("ask", "Please go on.")
    assert not buttons(row)


def test_a_withheld_answer_says_so(window: MainWindow, say) -> None:
    say(asked(), ReplyEnded(1, "", "content_filter", Usage(), ()), TurnEnded(1, "", False))
    assert answer(window).failure_text == "The answer was withheld."
    assert not buttons(answer(window))


# --- hands-free: what may still go on ---------------------------------------------------------------------------------


def test_what_is_partly_heard_is_grey_and_settles(window: MainWindow, say) -> None:
    say(PartlyHeard(1, "What is the"), PartlyHeard(1, "What is the weather"))
    (row,) = window.conversation.rows()
    assert (row.name.text(), row.plain, row.text.faded) == ("You", "What is the weather …", "What is the weather …")
    assert row.spoken_name == "You: What is the weather …"
    say(asked("What is the weather like?"))
    assert window.conversation.rows() == [row]
    assert (row.plain, row.text.faded) == ("What is the weather like?", "")
    say(PartlyHeard(1, "What is"))  # too late
    assert row.plain == "What is the weather like?"


def test_nothing_heard_is_not_shown(window: MainWindow, say) -> None:
    say(PartlyHeard(1, "  "))
    assert window.conversation.rows() == []


@pytest.mark.parametrize(
    ("phase", "turn", "stays"),
    [
        (Phase.READY, 2, False),
        (Phase.READY, 1, False),
        (Phase.SPEAKING, 1, False),  # the answer goes on: what was said over it was nothing
        (Phase.LISTENING, 3, False),  # another question, by the key
        (Phase.LISTENING, 2, True),
        (Phase.THINKING, 2, True),
        (Phase.PAUSED, 1, True),
    ],
)
def test_what_is_partly_heard_goes_with_its_turn(window: MainWindow, say, phase: Phase, turn: int, stays: bool) -> None:
    say(asked(), ended(), PartlyHeard(2, "mm-hm"), PhaseChanged(turn, phase))
    assert [row.plain for row in window.conversation.rows()][2:] == (["mm-hm …"] if stays else [])


def test_a_failed_question_stays_with_what_was_heard_of_it(window: MainWindow, say) -> None:
    say(PartlyHeard(1, "What is the"), Failed(1, Step.TRANSCRIPTION, ServiceUnavailable("The server is away"), True))
    say(PhaseChanged(1, Phase.READY))
    (row,) = window.conversation.rows()
    assert (row.plain, row.failure_text[:19]) == ("What is the …", "The server is away.")


def test_a_stopped_question_stays_with_what_was_heard_of_it(window: MainWindow, say) -> None:
    say(PartlyHeard(1, "What is the"), TurnEnded(1, "", True, can_retry=True), PhaseChanged(1, Phase.READY))
    (row,) = window.conversation.rows()
    assert (words(row), list(buttons(row))) == (["(stopped)"], ["Try again"])


def test_what_is_taken_back_goes_with_its_answer(window: MainWindow, say) -> None:
    say(asked(turn=1), ended(turn=1), asked(turn=2), ReplyDelta(2, "It is"), TakenBack(2))
    assert len(window.conversation.rows()) == 2
    say(ReplyDelta(2, " mild"), TurnEnded(2, "", True, can_retry=True))  # what was still on its way
    assert len(window.conversation.rows()) == 2
    say(PhaseChanged(3, Phase.LISTENING), asked("How is the weather in Paris?", turn=3))
    assert [row.plain for row in window.conversation.rows()][2:] == ["How is the weather in Paris?"]


def place(window: MainWindow, row: MessageRow) -> int:
    return row.mapTo(window.conversation, QPoint(0, 0)).y()


def room(window: MainWindow) -> int:
    """Kept free at the end of the page."""
    return window.conversation.viewportMargins().bottom()


@pytest.mark.parametrize("size", [(480, 400), (880, 680)])
def test_taking_back_moves_nothing_that_is_read(window: MainWindow, say, size: tuple[int, int]) -> None:
    window.resize(*size)
    for turn in range(1, 9):
        say(asked(turn=turn), ended(turn=turn), TurnEnded(turn, REPLY, False))
    read = window.conversation.rows()[-1]
    say(asked(turn=9), ReplyDelta(9, REPLY * 4))
    before = place(window, read)
    say(TakenBack(9))
    assert place(window, read) == before
    say(PartlyHeard(10, "How is the weather"))
    assert place(window, read) == before
    say(asked("How is the weather in Paris?", turn=10))
    assert place(window, read) == before
    say(ReplyDelta(10, REPLY * 8))
    assert room(window) == 0  # it is full again
    bar = window.conversation.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_room_goes_when_nothing_comes(window: MainWindow, say) -> None:
    window.resize(480, 400)
    for turn in range(1, 5):
        say(asked(turn=turn), ended(turn=turn), TurnEnded(turn, REPLY, False))
    say(asked(turn=9), ReplyDelta(9, REPLY), TakenBack(9))
    assert room(window) > 0
    say(PhaseChanged(10, Phase.READY))
    assert room(window) == 0
    bar = window.conversation.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_a_short_conversation_keeps_no_room(window: MainWindow, say) -> None:
    say(asked(), ReplyDelta(1, REPLY), TakenBack(1))
    assert room(window) == 0
