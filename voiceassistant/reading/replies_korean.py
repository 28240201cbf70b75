"""The Korean of `replies`."""

from voiceassistant.documents.document import Kind
from voiceassistant.reading.plan import Unit

_UNITS = {Unit.SENTENCE: "문장", Unit.PARAGRAPH: "문단", Unit.HEADING: "제목", Unit.PAGE: "페이지"}
_ENDS = {**_UNITS, Unit.HEADING: "장"}
_KINDS = {
    Kind.CAPTION: "그림 설명",
    Kind.CODE: "코드",
    Kind.TABLE: "표",
    Kind.FOOTNOTE: "각주",
    Kind.REFERENCES: "참고 문헌",
    Kind.FURNITURE: "머리글과 바닥글",
    Kind.NAVIGATION: "메뉴",
    Kind.FIGURE: "그림 속 글자",
}


class KoreanReplies:
    def paused(self) -> str:
        return "멈췄습니다."

    def going_on(self) -> str:
        return "계속 읽습니다."

    def from_the_start(self) -> str:
        return "처음부터 읽습니다."

    def again(self) -> str:
        return "그 문장을 다시 읽습니다."

    def moved(self, unit: Unit, count: int) -> str:
        if count == 0:
            return f"이 {_ENDS[unit]}의 처음으로 갑니다."
        return f"{_UNITS[unit]} {abs(count)}개 {'앞으로' if count > 0 else '뒤로'} 갑니다."

    def at_the_edge(self, *, back: bool) -> str:
        return "문서의 처음입니다." if back else "이 뒤에는 더 읽을 것이 없습니다."

    def speed(self, speed: float) -> str:
        return f"속도는 {speed:g}배입니다."

    def page(self, number: int) -> str:
        return f"{number}페이지로 갑니다."

    def no_page(self, pages: int) -> str:
        return f"이 문서는 {pages}페이지까지 있습니다." if pages else "이 문서에는 페이지가 없습니다."

    def chapter(self, title: str) -> str:
        return f"“{title}”{_to(title)} 갑니다."

    def no_chapter(self, count: int) -> str:
        return f"이 문서에는 장이 {count}개 있습니다." if count else "이 문서에는 장이 없습니다."

    def no_title(self, words: str, titles: list[str]) -> str:
        if not titles:
            return "이 문서에는 장이 없습니다."
        if len(titles) == 1:
            return f"“{words}” 장은 없습니다. 장은 “{titles[0]}” 하나입니다."
        return f"“{words}” 장은 없습니다. “{titles[0]}”부터 “{titles[-1]}”까지 {len(titles)}개가 있습니다."

    def bookmarked(self) -> str:
        return "책갈피를 꽂았습니다."

    def bookmark(self, words: str) -> str:
        return f"“{words}”에 꽂은 책갈피로 갑니다."

    def no_bookmark(self, count: int) -> str:
        return f"책갈피는 {count}개 있습니다." if count else "아직 책갈피가 없습니다."

    def sleeping(self, minutes: float) -> str:
        return f"{_duration(minutes)} 뒤에 멈춥니다."

    def stopping_after(self, unit: Unit) -> str:
        return f"이 {_ENDS[unit]} 끝에서 멈춥니다."

    def stopping_at_the_end(self) -> str:
        return "문서의 끝에서 멈춥니다."

    def awake(self, *, was_set: bool) -> str:
        return "이제 저절로 멈추지 않습니다." if was_set else "맞춰 둔 타이머가 없습니다."

    def reads(self, kind: Kind, *, read: bool) -> str:
        return f"{_KINDS[kind]}도 읽습니다." if read else f"이제 {_KINDS[kind]}{_topic(_KINDS[kind])} 읽지 않습니다."

    def where(self, page: int, pages: int, chapter: str, share: float) -> str:
        here = f"{pages}페이지 가운데 {page}페이지" if pages else f"문서의 {share:.0%}"
        return f"“{chapter}”, {here}입니다." if chapter else f"{here}입니다."

    def left(self, minutes: float, of_chapter: float | None) -> str:
        if of_chapter is None:
            return f"{_about(minutes)} 남았습니다."
        return f"이 장은 {_about(of_chapter)}, 문서는 {_about(minutes)} 남았습니다."

    def nothing_yet(self) -> str:
        return "아직 읽은 것이 없습니다."

    def failed(self) -> str:
        return "그렇게 되지 않았습니다."


def _about(minutes: float) -> str:
    return f"약 {_duration(minutes)}" if minutes >= 1 else "1분도 안"


def _duration(minutes: float) -> str:
    hours, rest = divmod(max(1, round(minutes)), 60)
    return " ".join(f"{count}{name}" for count, name in ((hours, "시간"), (rest, "분")) if count)


def _to(word: str) -> str:
    """The particle behind a word: "로" after a vowel or ㄹ, "으로" after other consonants."""
    final = _final(word)
    return "로" if final in (0, 8) else "으로"


def _topic(word: str) -> str:
    return "는" if _final(word) == 0 else "은"


def _final(word: str) -> int:
    """The number of the last syllable's final consonant; 0: none, or no Hangul."""
    last = ord(word[-1]) - 0xAC00 if word else -1
    return last % 28 if 0 <= last < 11172 else 0
