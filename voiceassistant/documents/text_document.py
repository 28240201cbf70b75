"""Text that is no file: what is in the clipboard, what is selected in another program."""

import re

from voiceassistant.documents.document import Document
from voiceassistant.documents.plain_text import PlainText
from voiceassistant.errors import DocumentTooLarge

MOST_CHARACTERS = 50_000_000
_FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)  # as Windows marks it


def text_document(text: str, markup: str = "", title: str = "") -> Document:
    """A document of some text.

    Args:
        text: Plain text, as other programs give it.
        markup: The same as HTML, if they gave that, too: it tells headings and lists apart.
        title: What to call it, such as "Clipboard".

    Raises NothingToRead.
    """
    if max(len(text), len(markup)) > MOST_CHARACTERS:
        raise DocumentTooLarge("The text is larger than a document is")
    title = title or " ".join(text.split()[:8])[:60] or "Text"
    if markup.strip():
        from voiceassistant.documents.html import excerpt

        chosen = _FRAGMENT.search(markup)
        return excerpt(chosen[1] if chosen else markup, title)
    return PlainText(text.encode("utf-8", "replace"), title)
