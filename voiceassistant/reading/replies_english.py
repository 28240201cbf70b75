"""The English of `replies`."""

from voiceassistant.documents.document import Kind
from voiceassistant.reading.plan import Unit

_UNITS = {Unit.SENTENCE: "sentence", Unit.PARAGRAPH: "paragraph", Unit.HEADING: "heading", Unit.PAGE: "page"}
_ENDS = {**_UNITS, Unit.HEADING: "chapter"}
_KINDS = {
    Kind.CAPTION: "Captions",
    Kind.CODE: "Code",
    Kind.TABLE: "Tables",
    Kind.FOOTNOTE: "Footnotes",
    Kind.REFERENCES: "References",
    Kind.FURNITURE: "Page headers and footers",
    Kind.NAVIGATION: "Menus",
    Kind.FIGURE: "Words in drawings",
}
_ONE = frozenset({Kind.CODE})


class EnglishReplies:
    def paused(self) -> str:
        return "Paused."

    def going_on(self) -> str:
        return "Going on."

    def from_the_start(self) -> str:
        return "From the beginning."

    def again(self) -> str:
        return "The sentence again."

    def moved(self, unit: Unit, count: int) -> str:
        name = _UNITS[unit]
        if count == 0:
            return f"To the beginning of the {_ENDS[unit]}."
        where = "on" if count > 0 else "back"
        if abs(count) == 1:
            return f"{'An' if name[0] in 'aeiou' else 'A'} {name} {where}."
        return f"{_number(abs(count), name)} {where}."

    def at_the_edge(self, *, back: bool) -> str:
        return "This is the beginning of the document." if back else "There is nothing further on in the document."

    def speed(self, speed: float) -> str:
        return f"Speed {speed:g}."

    def page(self, number: int) -> str:
        return f"Page {number}."

    def no_page(self, pages: int) -> str:
        return f"This document has {_number(pages, 'page')}." if pages else "This document has no pages."

    def chapter(self, title: str) -> str:
        return f"To “{title}”."

    def no_chapter(self, count: int) -> str:
        return f"This document has {_number(count, 'chapter')}." if count else "This document has no chapters."

    def no_title(self, words: str, titles: list[str]) -> str:
        if not titles:
            return "This document has no chapters."
        if len(titles) == 1:
            return f"No chapter is called “{words}”; the only one is “{titles[0]}”."
        return f"None of the {len(titles)} chapters is called “{words}”; they go from “{titles[0]}” to “{titles[-1]}”."

    def bookmarked(self) -> str:
        return "Bookmark set."

    def bookmark(self, words: str) -> str:
        return f"To the bookmark at “{words}”."

    def no_bookmark(self, count: int) -> str:
        return f"This document has {_number(count, 'bookmark')}." if count else "This document has no bookmarks yet."

    def sleeping(self, minutes: float) -> str:
        return f"Reading stops in {_duration(minutes)}."

    def stopping_after(self, unit: Unit) -> str:
        return f"Reading stops at the end of this {_ENDS[unit]}."

    def stopping_at_the_end(self) -> str:
        return "Reading stops with the end of the document."

    def awake(self, *, was_set: bool) -> str:
        return "Reading does not stop by itself any more." if was_set else "No sleep timer is set."

    def reads(self, kind: Kind, *, read: bool) -> str:
        verb = "is" if kind in _ONE else "are"
        return f"{_KINDS[kind]} {verb} {'read from now on' if read else 'not read any more'}."

    def where(self, page: int, pages: int, chapter: str, share: float) -> str:
        here = f"Page {page} of {pages}" if pages else f"{share:.0%} of the document"
        return f"{here}, in “{chapter}”." if chapter else f"{here}."

    def left(self, minutes: float, of_chapter: float | None) -> str:
        if of_chapter is None:
            return f"{_about(minutes).capitalize()} left."
        return f"{_about(of_chapter).capitalize()} left of this chapter, and {_about(minutes)} of the document."

    def nothing_yet(self) -> str:
        return "Nothing has been read yet."

    def failed(self) -> str:
        return "That did not work."


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _about(minutes: float) -> str:
    return f"about {_duration(minutes)}" if minutes >= 1 else "less than a minute"


def _duration(minutes: float) -> str:
    hours, rest = divmod(max(1, round(minutes)), 60)
    parts = [_number(count, name) for count, name in ((hours, "hour"), (rest, "minute")) if count]
    return " and ".join(parts)
