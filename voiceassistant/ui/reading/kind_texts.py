"""What the kinds of blocks are called."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from voiceassistant.documents.document import Kind

translate = QCoreApplication.translate

# QT_TRANSLATE_NOOP gives back its text, but its type is unknown.
TITLES: dict[Kind, Any] = {
    Kind.HEADING: QT_TRANSLATE_NOOP("Kind", "Headings"),
    Kind.PARAGRAPH: QT_TRANSLATE_NOOP("Kind", "Paragraphs"),
    Kind.ITEM: QT_TRANSLATE_NOOP("Kind", "Lists"),
    Kind.QUOTE: QT_TRANSLATE_NOOP("Kind", "Quotations"),
    Kind.CAPTION: QT_TRANSLATE_NOOP("Kind", "Captions"),
    Kind.CODE: QT_TRANSLATE_NOOP("Kind", "Program code"),
    Kind.TABLE: QT_TRANSLATE_NOOP("Kind", "Tables"),
    Kind.FOOTNOTE: QT_TRANSLATE_NOOP("Kind", "Footnotes"),
    Kind.REFERENCES: QT_TRANSLATE_NOOP("Kind", "References"),
    Kind.FURNITURE: QT_TRANSLATE_NOOP("Kind", "Page headers, footers and numbers"),
    Kind.NAVIGATION: QT_TRANSLATE_NOOP("Kind", "Menus and tables of contents"),
    Kind.FIGURE: QT_TRANSLATE_NOOP("Kind", "Words in drawings"),
}
WORDS: dict[Kind, Any] = {
    Kind.HEADING: QT_TRANSLATE_NOOP("Kind", "Heading, not read"),
    Kind.PARAGRAPH: QT_TRANSLATE_NOOP("Kind", "Paragraph, not read"),
    Kind.ITEM: QT_TRANSLATE_NOOP("Kind", "List, not read"),
    Kind.QUOTE: QT_TRANSLATE_NOOP("Kind", "Quotation, not read"),
    Kind.CAPTION: QT_TRANSLATE_NOOP("Kind", "Caption, not read"),
    Kind.CODE: QT_TRANSLATE_NOOP("Kind", "Program code, not read"),
    Kind.TABLE: QT_TRANSLATE_NOOP("Kind", "Table, not read"),
    Kind.FOOTNOTE: QT_TRANSLATE_NOOP("Kind", "Footnote, not read"),
    Kind.REFERENCES: QT_TRANSLATE_NOOP("Kind", "Reference, not read"),
    Kind.FURNITURE: QT_TRANSLATE_NOOP("Kind", "Page header or footer, not read"),
    Kind.NAVIGATION: QT_TRANSLATE_NOOP("Kind", "Menu or contents, not read"),
    Kind.FIGURE: QT_TRANSLATE_NOOP("Kind", "Drawing, not read"),
}


def kind_title(kind: Kind) -> str:
    return translate("Kind", TITLES[kind])


def not_read_words(kind: Kind) -> str:
    """What stands before a block that is not read."""
    return translate("Kind", WORDS[kind])
