"""Korean numbers before a counter: which counters want native numbers, and which Sino-Korean ones."""

import re

from voiceassistant.text.spoken.numbers_korean import BEFORE, NUMBER, RANGE, hour, native, number, sino
from voiceassistant.text.spoken.rules import Said, alternatives, rule, words

_NATIVE = words(
    """
    개 명 마리 사람 살 시 시간 잔 병 대 그루 송이 켤레 채 벌 자루 가지 곳 군데 달 번 번째 판 통 척 줄 배 끼 걸음 쌍
    그릇 접시 조각 모금 포기 다발 곡 편 칸 권 장 알 컵 스푼 숟가락 방울 봉지 상자 박스 묶음 꼬집 가닥 바퀴 가구 집 건
    과목 차례 사례 갈래 종류 쪽지 마디 개비 뼘 아름 자리 돌 해 팀 식구
    """
)
_SINO = words(
    """
    개월 개국 개년 개소 년 년대 일 분 초 층 원 달러 유로 엔 위안 파운드 퍼센트 프로 도 세 세기 회 회차 호 호선 호실 인
    인분 번지 페이지 쪽 절 조 항 등 등급 급 단계 학년 학기 반 주 주일 주년 주기 차 차원 위 점 미터 킬로미터 킬로그램
    킬로 센티미터 센티 그램 톤 리터 평 배수 세대 진법 도시 동 단 만 억 비트 바이트 화 부 악장 막 군 사단
    """
)
_COUNTERS = tuple(dict.fromkeys((*_NATIVE, *_SINO)))
_OF_A_BOOK = ("장", "절", "항", "조")
_NAMED = re.compile(
    r"\s?(?:출구|문제|버스|선수|타자|트랙|홈|방|국도|창구|게이트|채널|줄|학생|후보|좌석|환자|마을버스)"
)  # "3번 출구" is a name
_AGED = re.compile(r"\s?(?:초반|중반|후반|의|는|가|에)")  # 20대: people in their twenties
_SHEETS = re.compile(
    r"(?:종이|사진|카드|표|티켓|우표|이불|수건|그림|앨범|쿠폰|지폐|용지|엽서|포스터|벽돌)[을를이가은는도만]?\s$"
)
_OF_SHEETS = re.compile(r"씩|짜리|의\s?(?:종이|사진|카드)")
_LONGEST = 12  # characters of a number that is counted


def counted(written: str, counter: str, before: str = "", following: str = "") -> str:
    """A number before a counter: "세 개", "삼 층"; `before` and `following` are the text around them."""
    if "." in written:
        return " 점 ".join(map(number, written.split("."))) if counter in _OF_A_BOOK else number(written)
    value = int(written.replace(",", ""))
    if not value or not _wants_native(written, counter, before, following):
        return number(written)
    return hour(value) if counter == "시" else native(value)


def _wants_native(written: str, counter: str, before: str, following: str) -> bool:
    if counter not in _NATIVE or len(written) > _LONGEST:
        return False
    match counter:
        case "번":
            return not _NAMED.match(following)
        case "대":
            return not (written.endswith("0") and _AGED.match(following))
        case "장":  # a sheet, or else a chapter
            return bool(_SHEETS.search(before) or _OF_SHEETS.match(following))
    return True


def _counter(match: re.Match[str]) -> Said:
    written, range_to, counter = match.groups()
    if range_to and counter == "대" and written.endswith("0") and range_to.endswith("0"):
        return f"{number(written)}에서 {number(range_to)} {counter}"  # 20~30대
    before, following = match.string[: match.start()], match.string[match.end() :]
    last = counted(range_to or written, counter, before, following)
    if not range_to:
        return f"{last} {counter}"
    first = counted(written, counter, before, following)
    if _wants_native(written, counter, before, following):
        return f"{first} {counter}에서 {last} {counter}"
    return f"{first}에서 {last} {counter}"


def _numbered(match: re.Match[str]) -> Said:
    return f"제{number(match[1])} {match[2]}" if match[2] else f"제{number(match[1])}"


def _scaled(match: re.Match[str]) -> Said:
    """3만 5천, 1억 2,000만: the number runs on to its counter."""
    return f"{'' if match[1] == '1' and match[2] == '만' else number(match[1])}{match[2]}"


COUNTERS = (
    rule(
        rf"(?<![가-힣])제\s?({NUMBER})\s?(장|절|조|항|호|권|부|편|회|차|과|단계|막|화|관|강|대|기|군|사단|판|번)?",
        _numbered,
    ),
    rule(r"^(\d{1,3})\s?(장|절|부|편|권)(?=[\s.:]|$)", lambda m: f"{sino(int(m[1]))} {m[2]}"),  # a heading
    rule(rf"{BEFORE}({NUMBER})([만억조천백])(?=[\s\d원달유명개가이을를은는의에도만,.]|$)", _scaled),
    rule(rf"{BEFORE}({NUMBER})(?:\s?{RANGE}\s?({NUMBER}))?\s?({alternatives(_COUNTERS)})(?!\d)", _counter),
)
