"""Blocks in the making become blocks."""

from collections.abc import Iterable

from voiceassistant.documents.document import Block, Kind
from voiceassistant.documents.pdf.joining import Words, block, row
from voiceassistant.documents.pdf.paragraphs import Draft
from voiceassistant.documents.pdf.tables import cells


def blocks(drafts: Iterable[Draft], words: Words) -> tuple[Block, ...]:
    """Args:
    drafts: In reading order.
    words: What occurs near by, to know how broken words are written.
    """
    found = (_block(draft, words) for draft in drafts)
    return tuple(made for made in found if made is not None)


def _block(draft: Draft, words: Words) -> Block | None:
    if draft.kind is Kind.TABLE:
        return row(cells(draft.first), draft.parts[0][0])
    return block(draft.kind, draft.parts, words, draft.level)
