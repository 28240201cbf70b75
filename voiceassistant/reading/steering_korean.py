"""The Korean of `steering`. Spaces are left out before anything is compared: nobody agrees on them."""

import re
from collections.abc import Callable

from voiceassistant.reading.commands import Command, Unit, Verb
from voiceassistant.reading.phrases import phrase_patterns

_NATIVE = {
    **{"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7},
    **{"여덟": 8, "아홉": 9, "열": 10, "스무": 20},
}
_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "영": 0}
_UNITS = {
    **dict.fromkeys(("문장", "줄"), Unit.SENTENCE),
    **dict.fromkeys(("문단", "단락"), Unit.PARAGRAPH),
    **dict.fromkeys(("챕터", "장", "절", "제목", "섹션"), Unit.HEADING),
    **dict.fromkeys(("페이지", "쪽"), Unit.PAGE),
}
_FILLERS = frozenset(
    (
        *(
            "음",
            "으음",
            "어",
            "저",
            "저기",
            "저기요",
            "그",
            "좀",
            "제발",
            "자",
            "이제",
            "그럼",
            "그러면",
            "네",
            "아",
            "야",
        ),
        *("혹시", "일단"),
    )
)
_COUNT = rf"\d{{1,3}}|{'|'.join(_NATIVE)}|[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]"
_PLACES = {
    "count": rf"(?P<count>{_COUNT})",
    "unit": rf"(?P<unit>{'|'.join(_UNITS)})",
    "block": rf"(?P<unit>{'|'.join(unit for unit in _UNITS if _UNITS[unit] is not Unit.SENTENCE)})",
    "speed": r"(?P<whole>\d|한|두|세|네|일|이|삼|사)(?:(?:\.|점)(?P<decimals>\d{1,2}|[일이삼사오육칠팔구]{1,2}))?",
    "time": rf"(?P<count>{_COUNT})(?P<time>분|시간)(?P<half>반)?",
    # "… 해 줘", "… 읽어 주세요", "… 가자"
    "end": (
        r"(?:해|하|읽어|가|돌아가|넘어가|이동해|들려|틀어|말해|보내|시작해)?"
        r"(?:줘요?|줘라|줘봐|주라|주세요|주십시오|줄래요?|주실래요|주시겠어요|줄수있어요?|봐요?|보자|라|요|자|십시오|세요)?"
    ),
    "more": r"(?:조금만?|약간|좀만?|더|훨씬|살짝)*",
    "this": "(?:이|지금|현재)",
    "to": "(?:으로|로|을|를|부터)?",
}

Maker = Callable[[re.Match[str]], Command]


def command(said: str) -> Command | None:
    """`said`: lower case, without marks."""
    words = said.split()
    kept = [word for word in words if word not in _FILLERS]
    for phrase in dict.fromkeys(("".join(words), "".join(kept))):
        for pattern, make in _PHRASES:
            if match := pattern.fullmatch(phrase):
                return make(match) if callable(make) else make
    return None


def _number(words: str) -> int:
    """Of what "count" finds; nothing said is one."""
    if words.isdecimal():
        return int(words)
    if not words or words in _NATIVE:
        return _NATIVE.get(words, 1)
    tens, ten, ones = words.rpartition("십")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _moved(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return Command(verb, _UNITS[match["unit"]], _number(match.groupdict().get("count") or ""))

    return make


def _to_its_beginning(match: re.Match[str]) -> Command:
    return Command(Verb.BACK, _UNITS[match["unit"]], 0)


def _at_speed(match: re.Match[str]) -> Command:
    digits = "".join(str(_DIGITS.get(digit, digit)) for digit in match["decimals"] or "0")
    return Command(Verb.SPEED, value=float(f"{_number(match['whole'])}.{digits}"))


def _asleep(match: re.Match[str]) -> Command:
    minutes = _number(match["count"]) * (60.0 if match["time"] == "시간" else 1.0)
    return Command(Verb.SLEEP, value=minutes + (30.0 if match["half"] else 0.0))


_TABLE: tuple[tuple[str, Command | Maker], ...] = (
    (
        """
        (그만 | 멈춰 | 멈추 | 정지 | 일시정지 | 중지 | 스톱 | 스탑 | 기다려 | 조용 | 조용히 | 쉬어 | 쉬) {end}
        (잠깐 | 잠깐만 | 잠시 | 잠시만) [멈춰 | 기다려 | 쉬어 | 정지] {end} | (읽기 | 낭독) (그만 | 멈춰 | 중지) {end}
        (여기 | 거기) 까지 [만] {end} | 됐어 [요] | 그만둬 [요] | 그만하자
        """,
        Command(Verb.PAUSE),
    ),
    (
        """
        (계속 | 계속해서 | 이어서 | 이어 | 마저 | 쭉 | 재개 | 진행 | 재생 | 시작) [계속 | 진행 | 재생] {end}
        (다시 | 읽기 | 계속) (시작 | 계속 | 재생) {end} | 읽어 {end}
        """,
        Command(Verb.GO_ON),
    ),
    (
        """
        [맨 | 제일] (처음 | 첫머리) (부터 | 으로 | 에서) [다시 | 전부] {end} | 다시 [맨] 처음 (부터 | 으로) {end}
        """,
        Command(Verb.START),
    ),
    (
        """
        [{this}] {unit} [을 | 를] [의 | 맨] (처음 | 첫부분 | 시작) (부터 | 으로) [다시] {end}
        이 {block} [을 | 를] (다시 | 한번더 | 다시한번) {end}
        """,
        _to_its_beginning,
    ),
    (
        """
        {count} {unit} [만 | 만큼] [더] (뒤로 | 이전으로 | 전으로 | 되돌아 | 되돌려 | 되감아) {end}
        (뒤로 | 이전으로) {count} {unit} [만] {end}
        (이전 | 바로전 | 전 | 앞 | 바로앞 | 지난) [의] {unit} {to} [다시] {end}
        """,
        _moved(Verb.BACK),
    ),
    ("[조금 | 좀] (뒤로 | 되감아 | 되감기 | 이전 | 이전으로 | 되돌아 | 돌아) {end}", Command(Verb.BACK)),
    (
        """
        [바로 | 그] 다음 [{count}] {unit} {to} [건너뛰어] {end}
        {count} {unit} [만 | 만큼] [더] (앞으로 | 건너뛰어 | 건너뛰기 | 넘겨 | 넘어 | 스킵) {end}
        앞으로 {count} {unit} [만] {end}
        {this} {unit} [은 | 는 | 을 | 를] [그냥] (건너뛰어 | 건너뛰 | 넘겨 | 넘어 | 스킵 | 패스) {end}
        """,
        _moved(Verb.FORWARD),
    ),
    ("(다음 | 다음으로 | 다음거 | 다음것 | 앞으로) {end}", Command(Verb.FORWARD)),
    (
        "[이거 | 이건 | 이부분 | 여기] [은 | 는 | 을 | 를] [그냥] (건너뛰 | 건너뛰어 | 넘겨 | 스킵 | 패스) {end}",
        Command(Verb.FORWARD, Unit.PARAGRAPH),
    ),
    (
        """
        {more} (천천히 | 느리게 | 느긋하게) {end}
        [읽는] 속도 [를 | 좀] {more} (낮춰 | 줄여 | 늦춰 | 내려 | 느리게) {end}
        [말이 | 속도가] 너무 (빨라 | 빠르다 | 빠른데) [요]
        """,
        Command(Verb.SLOWER),
    ),
    (
        """
        {more} (빠르게 | 빨리 | 빨리빨리) {end} | [읽는] 속도 [를 | 좀] {more} (높여 | 올려 | 빠르게) {end}
        [말이 | 속도가] 너무 (느려 | 느리다 | 느린데) [요]
        """,
        Command(Verb.FASTER),
    ),
    ("(원래 | 보통 | 정상 | 기본 | 일반) [의] (속도 | 빠르기) [로] {end}", Command(Verb.SPEED, value=1.0)),
    ("[속도를] (반 | 절반) (배속 | 속도) [으로 | 로] {end}", Command(Verb.SPEED, value=0.5)),
    (
        "[속도 [를 | 는]] {speed} 배 [속 | 속도] [으로 | 로] [빠르게] {end} | 속도 [를 | 는] {speed} [으로 | 로] {end}",
        _at_speed,
    ),
    (
        """
        (다시 | 다시한번 | 한번더 | 한번만더 | 다시한번만 | 또 | 반복) {end}
        [방금 | 지금] (뭐라고 | 뭐라 | 뭐라구) [했어 | 했지 | 하셨어] [요]
        (방금 | 그 | 이 | 마지막) [문장 | 거 | 것 | 말 | 부분] [을 | 를] (다시 | 한번더 | 다시한번) {end}
        [잘] 못들었어 [요] | [잘] 안들렸어 [요] | [잘] 안들려 [요]
        """,
        Command(Verb.AGAIN),
    ),
    (
        """
        [(여기 | 이페이지 | 이문장) [에 | 다]] (책갈피 | 북마크) [를 | 에] [추가 | 꽂아 | 저장 | 표시 | 남겨] {end}
        (여기 | 이곳 | 이자리) [를 | 을 | 에] (표시 | 기억 | 저장) {end}
        """,
        Command(Verb.BOOKMARK),
    ),
    (
        """
        {time} [만] (뒤 | 후 | 있다가 | 이따가) [에] [읽기 | 자동] (멈춰 | 그만 | 꺼 | 정지 | 중지 | 종료) {end}
        [수면 | 취침] 타이머 [를] {time} [으로 | 로] [설정 | 맞춰] {end}
        {time} [만 | 동안 | 동안만] [더] (읽어 | 계속) {end}
        """,
        _asleep,
    ),
    (
        """
        [지금] [여기 | 여기가 | 우리 | 우리가] [지금] 어디 [쯤] (야 | 예요 | 에요 | 이야 | 인가요 | 지)
        [지금 | 우리 | 우리가] 어디까지 (읽었어 | 왔어 | 했어 | 읽었지 | 읽고있어) [요]
        [지금] [여기 | 여기가] (몇 | 무슨) (페이지 | 쪽 | 장 | 챕터) (야 | 예요 | 이야 | 이에요 | 인가요 | 이지 | 지)
        [앞으로] (얼마나 | 몇페이지 | 몇페이지나) 남았 (어 | 어요 | 지 | 나 | 나요)
        """,
        Command(Verb.WHERE),
    ),
)
_PHRASES = [(re.compile(pattern), make) for text, make in _TABLE for pattern in phrase_patterns(text, _PLACES)]
