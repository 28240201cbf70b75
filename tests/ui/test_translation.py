import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from voiceassistant import errors
from voiceassistant.messages import KeptMessage, Message
from voiceassistant.resource_files import resource
from voiceassistant.settings import (
    ChatSettings,
    DesktopSettings,
    HandsFreeSettings,
    ReadingSettings,
    Settings,
    SpeechSettings,
    TranscriptionSettings,
)
from voiceassistant.ui import foreign_texts, translation
from voiceassistant.ui.conversation import Conversation
from voiceassistant.ui.field_texts import HELP, TITLES
from voiceassistant.ui.message_list import AT_ONCE
from voiceassistant.ui.reading_page import NAMES as READING
from voiceassistant.ui.role_page import NAMES, RARE
from voiceassistant.ui.texts import error_sentence
from voiceassistant.ui.theme import Theme

pytestmark = pytest.mark.slow

UI = Path(translation.__file__).parent
CATALOGUE = resource("translations/voiceassistant_ko.ts")


def texts_in_code() -> Iterator[tuple[str, str]]:
    """(context, text) of every text that the window's code marks for translation."""
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for scope in ast.walk(tree):
            if isinstance(scope, ast.ClassDef):
                yield from ((scope.name, text) for text in literal_arguments(scope, {"tr"}, 0))
        for names in ({"translate"}, {"QT_TRANSLATE_NOOP"}):
            yield from zip(literal_arguments(tree, names, 0), literal_arguments(tree, names, 1), strict=True)


def literal_arguments(tree: ast.AST, names: set[str], index: int) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            literal = all(isinstance(argument, ast.Constant) for argument in node.args)
            if name in names and literal:
                found.append(str(ast.literal_eval(node.args[index])))
    return found


def catalogue() -> dict[tuple[str, str], ElementTree.Element]:
    root = ElementTree.parse(CATALOGUE).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[list[QTranslator]]:
    kept = translation.install(qapp, "ko")
    yield kept
    for translator in kept:
        qapp.removeTranslator(translator)


def test_every_text_is_in_the_catalogue() -> None:
    assert set(texts_in_code()) - set(catalogue()) == set()


def test_the_catalogue_holds_nothing_else() -> None:
    assert set(catalogue()) - set(texts_in_code()) == set()


def test_every_text_is_translated() -> None:
    for (context, source), message in catalogue().items():
        done = message.find("translation")
        assert done is not None, (context, source)
        assert done.get("type") is None, (context, source)
        assert (done.text or "").strip(), (context, source)
        placeholders = re.compile(r"%\d|\{\w+\}")
        assert sorted(placeholders.findall(source)) == sorted(placeholders.findall(done.text or "")), (context, source)


def test_the_compiled_catalogue_is_the_written_one(korean: list[QTranslator]) -> None:
    assert korean
    for (context, source), message in catalogue().items():
        assert QCoreApplication.translate(context, source) == message.findtext("translation"), source


def test_the_fields_help_is_the_models() -> None:
    names = ("microphone", "speaker", "theme", "language", "show_confidence", "fall_back")
    general = {name: Settings.model_fields[name] for name in names}
    sections = (TranscriptionSettings, ChatSettings, SpeechSettings)
    fields = [
        *general.items(),
        *((name, ReadingSettings.model_fields[name]) for name in READING),
        *(item for section in (*sections, HandsFreeSettings, DesktopSettings) for item in section.model_fields.items()),
    ]
    assert {field.description for _, field in fields} == set(HELP)
    assert {name for name, _ in fields} == set(TITLES)
    shown = {name for names in NAMES.values() for name in names} | set(RARE)
    assert shown == {name for section in sections for name in section.model_fields}


def test_every_advice_can_be_translated() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert {getattr(kind, "advice", "") for kind in kinds} <= set(foreign_texts.ADVICE)


def test_sentences_with_names_in_them_are_translated(korean: list[QTranslator]) -> None:
    error = errors.ServiceUnavailable("api.example.org cannot be reached (chat)")
    assert error_sentence(error) == "api.example.org에 연결할 수 없습니다(대화). 네트워크를 확인한 뒤 다시 시도하세요."
    unknown = errors.ToolError("The moon is full")
    assert error_sentence(unknown) == "The moon is full. 다른 말로 물어보세요."


def test_english_is_left_alone(qapp: QApplication) -> None:
    assert translation.install(qapp, "en") == []
    error = errors.ServiceUnavailable("api.example.org cannot be reached (chat)")
    assert error_sentence(error) == error.sentence


def test_a_widgets_texts_are_found_from_its_subclasses(qtbot: QtBot, theme: Theme, korean: list[QTranslator]) -> None:
    conversation = Conversation()
    qtbot.addWidget(conversation)
    conversation.show_messages([KeptMessage(Message("user", "Hello"))] * (AT_ONCE + 1))
    offer = conversation.itemWidget(conversation.item(0))
    assert isinstance(offer, QPushButton)
    assert (offer.text(), conversation.rows()[0].name.text()) == ("이전 메시지 보기", "나")
