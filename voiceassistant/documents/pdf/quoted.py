"""Lists of what is quoted, which may go over many pages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from voiceassistant.documents.document import Kind
from voiceassistant.documents.pdf.paragraphs import BODY, Draft

REFERENCES = re.compile(
    r"(?:\d+\.?\s*|[A-Z]\.?\s+|[IVX]+\.\s*)?(?:references(?: cited)?|bibliography|literature(?: cited)?|works cited"
    r"|literatur(?:verzeichnis)?|quellen|références|bibliographie|bibliografía|참고\s?문헌|인용\s?문헌)\s*:?",
    re.I,
)
FEW_ENTRIES = 6  # are enough to know a list of what is quoted
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
_ENTRY = re.compile(r"\[[\w+-]{1,12}\]|\d{1,3}\.\s|[^\W\d_][^\s,]*,\s+[A-Z]|[A-Z]\w+ [A-Z]")


def _begins(drafts: Sequence[Draft], at: int) -> bool:
    """True for the heading of a list of what is quoted, if what follows looks like one."""
    draft = drafts[at]
    if draft.kind not in (Kind.HEADING, Kind.PARAGRAPH) or not REFERENCES.fullmatch(draft.text().strip()):
        return False
    entries = [follower.text() for follower in drafts[at + 1 :] if follower.kind in BODY | {Kind.FOOTNOTE}][:3]
    known = sum(bool(_ENTRY.match(entry) and _YEAR.search(entry)) for entry in entries)
    return 2 * known >= len(entries)


def looks_quoted(drafts: Sequence[Draft]) -> bool:
    """True if what stands before the first heading looks like a list of what is quoted."""
    entries = [draft.text() for draft in _before_heading(drafts)]
    known = sum(bool(_YEAR.search(entry)) for entry in entries)
    return bool(entries) and known >= 0.5 * len(entries)


def _before_heading(drafts: Sequence[Draft]) -> list[Draft]:
    found: list[Draft] = []
    for draft in drafts:
        if draft.kind is Kind.HEADING:
            break
        if draft.kind in BODY:
            found.append(draft)
    return found[:FEW_ENTRIES]


def within_references(drafts: Sequence[Draft], began_before: bool) -> tuple[list[Draft], bool]:
    """The drafts with those of a list of what is quoted marked, and whether it is open at their end."""
    found: list[Draft] = []
    inside = began_before
    level = 0
    for at, draft in enumerate(drafts):
        if _begins(drafts, at):
            inside, level = True, draft.level or 1
            found.append(replace(draft, kind=Kind.REFERENCES))
            continue
        if inside and draft.kind is Kind.HEADING and draft.level <= (level or 6):
            inside = False
        found.append(replace(draft, kind=Kind.REFERENCES) if inside and draft.kind in BODY | {Kind.HEADING} else draft)
    return found, inside
