"""Korean numbers: Sino-Korean and native ones, and which of them a counter wants."""

import re

from voiceassistant.text.spoken.rules import Said, alternatives, rule

_DIGITS = "영일이삼사오육칠팔구"
_SAID_DIGITS = "공일이삼사오육칠팔구"  # one by one: numbers of telephones and rooms
_PLACES = ("", "십", "백", "천")
_SCALES = ("", "만", "억", "조", "경")
_LONGEST = 20  # digits
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_BEFORE_COUNTERS = {"하나": "한", "둘": "두", "셋": "세", "넷": "네", "스물": "스무"}

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BEFORE = r"(?<![A-Za-z\d_])(?<!\d[.,])"
AFTER = r"(?!\d)(?![.,]\d)"
RANGE = r"[-–—~∼〜～]"

# Counted in native numbers: one, two, three of them.
_NATIVE = """
    개 명 마리 사람 살 시간 잔 병 대 그루 송이 켤레 채 벌 자루 가지 곳 군데 달 번째 판 통 척 줄 배 끼 걸음 쌍 그릇 접시
    조각 모금 포기 다발 곡 편 칸 권 장 번 시 알 컵 스푼 숟가락 방울 봉지 상자 박스 묶음 꼬집 가닥 바퀴 가구 집 건 과목
    차례 사례 갈래 종류 쪽지 마디 개비 뼘 아름 자리 돌 해 팀 식구
"""
# Said with Sino-Korean numbers, though they begin like one of the above, or to have a space before them.
_SINO = """
    개월 개국 개년 개소 개사 년 일 분 초 층 원 달러 유로 엔 위안 파운드 퍼센트 프로 도 세 세기 회 호 호선 호실 인
    인분 번지 페이지 쪽 절
    조 항 과 등 등급 급 단계 학년 학기 반 주 주일 주년 주기 차 차원 위 점 미터 킬로미터 킬로그램
    킬로 센티미터 센티 그램 톤 리터 평
    배수 대대 장관 시절 대 초반 세대 연대 진법 자리 도시 동 단 편대 만 억 조 비트 바이트 화 회차 부 악장 막 군 사단
"""
_SINO_NUMBERED = (
    r"출구|문제|버스|선수|타자|트랙|홈|방|국도|창구|게이트|채널|줄"  # "3번 출구" is a name, "3번" is how often
)
_COUNTERS = (
    dict.fromkeys(_NATIVE.split(), True)
    | {word: False for word in _SINO.split() if word not in ("대", "자리", "조")}
    | {"조": False}
)
_MONTHS = {6: "유월", 10: "시월"}


def sino(number: int) -> str:
    """ "이천이십육", "백이십삼만 사천오백"."""
    if not number:
        return _DIGITS[0]
    groups = []
    for scale in _SCALES:
        number, rest = divmod(number, 10000)
        if rest:
            ten_thousand_alone = scale == "만" and rest == 1 and not number
            groups.append(("" if ten_thousand_alone else _below_ten_thousand(rest)) + scale)
    return " ".join(reversed(groups))


def _below_ten_thousand(number: int) -> str:
    words = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("" if digit == 1 and place else _DIGITS[digit]) + _PLACES[place]
    return words


def native(number: int, *, counting: bool = True) -> str:
    """ "스물한" before a counter, "스물하나" without one; from a hundred on only what is beyond it, as people do."""
    hundreds, rest = number - number % 100, number % 100
    if not rest >= 1 or (hundreds and rest > 9):
        return sino(number)
    tens, ones = _NATIVE_TENS[rest // 10], _NATIVE_ONES[rest % 10]
    last = ones or tens
    words = (tens if ones else "") + (_BEFORE_COUNTERS.get(last, last) if counting else last)
    return sino(hundreds) + words if hundreds else words


def digits(written: str, separator: str = "") -> str:
    """One by one: "공일공"."""
    return separator.join(_SAID_DIGITS[int(digit)] for digit in written if digit.isdigit())


def number(written: str) -> str:
    """A number as it is written, Sino-Korean: "천이백삼십사 점 오"."""
    whole, _, fraction = written.replace(",", "").partition(".")
    alone = len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0")
    words = digits(whole) if alone else sino(int(whole or "0"))
    return f"{words} 점 {''.join(_DIGITS[int(digit)] for digit in fraction)}" if fraction else words


def month(number: int) -> str:
    return _MONTHS.get(number) or f"{sino(number)}월"


def hour(number: int) -> str:
    """Up to twelve in native numbers."""
    return native(number) if 1 <= number <= 12 else sino(number)


def counted(written: str, counter: str, following: str = "") -> str:
    """A number before a counter: "세 개", "삼 층". `following`: the text after the counter."""
    if "." in written or not _wants_native(written, counter, following):
        return number(written)
    value = int(written.replace(",", ""))
    return hour(value) if counter == "시" else native(value) if value else number(written)


def _wants_native(written: str, counter: str, following: str) -> bool:
    if counter == "번" and re.match(rf"\s?(?:{_SINO_NUMBERED})", following):
        return False
    if counter == "대" and re.match(r"\s?(?:초반|중반|후반|의|는|가|에)", following) and written.endswith("0"):
        return False  # 20대: people in their twenties
    return _COUNTERS[counter] and len(written) <= 12


def _counter(match: re.Match[str]) -> Said:
    written, range_to, space, counter = match[1], match[2], match[3], match[4]
    following = match.string[match.end() :]
    if counter == "시" and re.match(r"[장도]", following) and not space:  # 3시장
        return None
    last = counted(range_to or written, counter, following)
    if not range_to:
        return f"{last} {counter}"
    first = counted(written, counter, following)
    if _wants_native(written, counter, following):
        return f"{first} {counter}에서 {last} {counter}"
    return f"{first}에서 {last} {counter}"


def _numbered(match: re.Match[str]) -> Said:
    return f"제{number(match[1])} {match[2]}" if match[2] else f"제{number(match[1])}"


def _fraction(match: re.Match[str]) -> Said:
    return f"{number(match[2])}분의 {number(match[1])}"


_VULGAR = {"½": "이분의 일", "⅓": "삼분의 일", "⅔": "삼분의 이", "¼": "사분의 일", "¾": "사분의 삼", "⅛": "팔분의 일"}


def _plain(match: re.Match[str]) -> Said:
    space = " " if match.string[match.end() :][:1].isascii() and match.string[match.end() :][:1].isalpha() else ""
    return number(match[0]) + space


def _scaled(match: re.Match[str]) -> Said:
    """3만 5천, 1억 2,000만: the number runs on to its counter."""
    return f"{'' if match[1] == '1' and match[2] == '만' else number(match[1])}{match[2]}"


COUNTERS = (
    rule(rf"제\s?({NUMBER})\s?(장|절|조|항|호|권|부|편|회|차|과|단계|막|화|관|강|대|기|군|사단)?", _numbered),
    rule(r"^(\d{1,3})\s?(장|절|부|편|권)(?=[\s.:]|$)", lambda m: f"{sino(int(m[1]))} {m[2]}"),  # a heading
    rule(rf"{BEFORE}({NUMBER})([만억조천백])(?=[\s\d원달유명개가이을를은는의에도만,.]|$)", _scaled),
    rule(
        rf"{BEFORE}({NUMBER})(?:\s?{RANGE}\s?({NUMBER}))?(\s?)({alternatives(_COUNTERS)})(?!\d)",
        _counter,
    ),
    rule(rf"{BEFORE}(\d{{1,4}})[/⁄](\d{{1,4}})(?![/\d])", _fraction),
    rule("|".join(_VULGAR), lambda m: _VULGAR[m[0]]),
)
PLAIN = (
    rule(rf"(?<![\w\d)\]])[-−–](?=\d)(?!\d+{RANGE}\d)", "마이너스 "),
    rule(rf"(?<=\d)\s?{RANGE}\s?(?=[$€£₩]?\d)", "에서 "),
    rule(rf"{BEFORE}(?:{NUMBER}){AFTER}(?![A-Za-z]+\d)", _plain),
)
