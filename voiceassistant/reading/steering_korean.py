"""The Korean of `steering`. Spaces are left out before anything is compared: nobody agrees on them."""

import re
from functools import cache

from voiceassistant.documents.document import Kind
from voiceassistant.reading.commands import Command, Unit, Verb
from voiceassistant.reading.makers import Maker, after_this, by_percent, made_of, named, of_kind
from voiceassistant.reading.phrases import phrase_patterns
from voiceassistant.reading.said_numbers import KOREAN, korean_number

_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "영": 0}
_UNITS = {
    **dict.fromkeys(("문장", "줄"), Unit.SENTENCE),
    **dict.fromkeys(("문단", "단락"), Unit.PARAGRAPH),
    **dict.fromkeys(("챕터", "장", "절", "제목", "섹션"), Unit.HEADING),
    **dict.fromkeys(("페이지", "쪽"), Unit.PAGE),
}
_KINDS = {
    **dict.fromkeys(("그림설명", "사진설명", "캡션"), Kind.CAPTION),
    **dict.fromkeys(("코드", "소스코드", "예제코드"), Kind.CODE),
    **dict.fromkeys(("표", "도표", "테이블"), Kind.TABLE),
    **dict.fromkeys(("각주", "각쥬", "주석", "미주"), Kind.FOOTNOTE),
    **dict.fromkeys(("참고문헌", "출처", "인용목록"), Kind.REFERENCES),
    **dict.fromkeys(("쪽번호", "페이지번호", "머리글", "바닥글", "머리말꼬리말"), Kind.FURNITURE),
    **dict.fromkeys(("메뉴", "내비게이션"), Kind.NAVIGATION),
    **dict.fromkeys(("그림속글", "그림속글자", "그림안의글자"), Kind.FIGURE),
}
_PARTS = (  # which are asked for without saying that they are chapters
    "서론|머리말|서문|들어가며|들어가는말|프롤로그|에필로그|부록|결론|맺음말|나가며|후기|용어집|찾아보기|색인|초록|요약|"
    "목차|차례|감사의말"
)
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
_COUNT = KOREAN
_PLACES = {
    "count": rf"(?P<count>{_COUNT})",
    "unit": rf"(?P<unit>{'|'.join(_UNITS)})",
    "block": rf"(?P<unit>{'|'.join(unit for unit in _UNITS if _UNITS[unit] is not Unit.SENTENCE)})",
    "speed": r"(?P<whole>\d|한|두|세|네|일|이|삼|사)(?:(?:\.|점)(?P<decimals>\d{1,2}|[일이삼사오육칠팔구]{1,2}))?",
    "ordinal": rf"(?P<count>{_COUNT}|마지막|맨마지막|맨끝)(?:번째|번|째)?",
    "page": "(?:페이지|쪽|페이쥐|페지|족)",
    "chapter": "(?:챕터|장|절|섹션|챕타)",
    "kind": rf"(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?:들)?",
    "named": rf"(?P<text>{_PARTS})",
    "title": r"(?P<text>[^\W\d_].{0,40}?)",
    "word": r"(?P<text>[^\W\d_]{1,20}?)",
    "bookmark": "(?:책갈피|책갈비|책깔피|색깔피|북마크|붕마크|봉마크|북막)",
    "timer": "(?:수면|취침|슬립|잠자기)?(?:타이머|타임머)",
    "stop": "(?:멈춰|멈췄|맘쳐|맘춰|멈처|멈쳐|멈추고|멈추|그만|정지|중지|중단|쉬어|끝내|끝|꺼)",
    "time": rf"(?P<count>{_COUNT})(?P<time>분|시간)(?P<half>반)?",
    # "… 해 줘", "… 읽어 주세요", "… 가자"
    "end": (
        r"(?:해|하|읽어|일거|가|돌아가|넘어가|이동해|들려|틀어|말해|보내|시작해)?"
        r"(?:줘요?|죠|줘라|줘봐|주라|주세요|주십시오|줄래요?|주실래요|주시겠어요|줄수있어요?|봐요?|보자|라|요|자|십시오|세요)?"
    ),
    "more": r"(?:조금만?|약간|좀만?|더|훨씬|살짝)*",
    "this": "(?:이|지금|현재)",
    "to": "(?:으로|로|을|를|부터)?",
}


@cache
def _phrases() -> list[tuple[re.Pattern[str], Command | Maker]]:
    """Made when somebody first speaks."""
    return [(re.compile(pattern), make) for text, make in _TABLE for pattern in phrase_patterns(text, _PLACES)]


def command(said: str) -> Command | None:
    """`said`: lower case, without marks."""
    words = said.split()
    kept = [word for word in words if word not in _FILLERS]
    return made_of(("".join(words), "".join(kept)), _phrases())


def _number(words: str) -> int:
    """Of what "count" finds; nothing said is one."""
    return korean_number(words) if words else 1


def _moved(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return Command(verb, _UNITS[match["unit"]], _number(match.groupdict().get("count") or ""))

    return make


def _to_its_beginning(match: re.Match[str]) -> Command:
    return Command(Verb.BACK, _UNITS[match["unit"]], 0)


def _to_number(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return Command(
            verb, count=-1 if "마지막" in match["count"] or "끝" in match["count"] else _number(match["count"])
        )

    return make


def _by_percent(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return by_percent(verb, _number(match["count"]))

    return make


def _at_speed(match: re.Match[str]) -> Command:
    digits = "".join(str(_DIGITS.get(digit, digit)) for digit in match["decimals"] or "0")
    return Command(Verb.SPEED, value=float(f"{_number(match['whole'])}.{digits}"))


def _asleep(match: re.Match[str]) -> Command:
    minutes = _number(match["count"]) * (60.0 if match["time"] == "시간" else 1.0)
    return Command(Verb.SLEEP, value=minutes + (30.0 if match["half"] else 0.0))


_TABLE: tuple[tuple[str, Command | Maker], ...] = (
    (
        """
        (그만 | 멈춰 | 멈췄 | 맘쳐 | 맘춰 | 멈처 | 멈쳐 | 멈추 | 정지 | 일시정지 | 중지 | 스톱 | 스탑 | 기다려 \
            | 조용 | 조용히 | 쉬어 | 쉬) {end}
        (잠깐 | 잠깐만 | 잠시 | 잠시만) [멈춰 | 멈췄 | 기다려 | 쉬어 | 정지] {end} | (읽기 | 낭독) (그만 | 멈춰 \
            | 중지) {end}
        (여기 | 거기) 까지 [만] {end} | 됐어 [요] | 그만둬 [요] | 그만하자
        """,
        Command(Verb.PAUSE),
    ),
    (
        """
        (계속 | 게속 | 계속해서 | 이어서 | 이어 | 마저 | 쭉 | 재개 | 진행 | 재생 | 시작) [계속 | 진행 | 재생] {end}
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
        "{count} (퍼센트 | 프로 | %) [더 | 만] (천천히 | 느리게 | 줄여 | 낮춰) {end}",
        _by_percent(Verb.SLOWER),
    ),
    (
        "{count} (퍼센트 | 프로 | %) [더 | 만] (빨리 | 빠르게 | 올려 | 높여) {end}",
        _by_percent(Verb.FASTER),
    ),
    ("(훨씬 | 많이) [더] (천천히 | 느리게) {end}", Command(Verb.SLOWER, count=3)),
    ("(훨씬 | 많이) [더] (빨리 | 빠르게) {end}", Command(Verb.FASTER, count=3)),
    (
        """
        {more} (천천히 | 천천이 | 느리게 | 느긋하게) {end}
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
        (방금 | 그 | 이 | 마지막) [그] 단어 [를 | 만] [다시 | 한번더 | 다시한번] {end} | 단어 (다시 | 한번더) {end}
        (방금 | 그) [그] 단어 [가] (뭐야 | 뭐였지 | 뭐였어 | 뭐라고 | 뭐예요) [요]
        """,
        Command(Verb.WORD),
    ),
    (
        """
        (철자 | 스펠링 | 스펠) [를 | 을 | 이 | 가] [좀] (말해 | 불러 | 알려 | 읽어 | 뭐야 | 어떻게돼) {end}
        (방금 | 그 | 이 | 그거 | 이거 | 그단어 | 이단어) [단어] [의] (철자 | 스펠링) [를 | 을 | 이 | 가] [좀] (말해 \
            | 불러 | 알려 | 읽어 | 뭐야 | 어떻게돼 | 어떻게되지) {end}
        (그 | 이 | 방금) [단어 | 거] [를] 한글자씩 {end} | 한글자씩 {end} | 한자한자 {end} | 철자
        """,
        Command(Verb.SPELL),
    ),
    (
        """
        {count} {page} [으로 | 로 | 을 | 를 | 부터 | 에서] {end} | {page} {count} [으로 | 로 | 부터] {end}
        {ordinal} (페이지 | 쪽) [으로 | 로 | 을 | 를 | 부터] {end}
        """,
        _to_number(Verb.PAGE),
    ),
    (
        """
        [제] {count} {chapter} [으로 | 로 | 을 | 를 | 부터] {end}
        (챕터 | 챕타) {count} [으로 | 로 | 을 | 를 | 부터] {end}
        {ordinal} {chapter} [으로 | 로 | 을 | 를 | 부터] {end} | 제 {count} 부 [로 | 를 | 부터] {end}
        """,
        _to_number(Verb.CHAPTER),
    ),
    (
        """
        {title} (에대한 | 에관한 | 라는 | 이라는 | 에대해나오는 | 을다룬 | 를다룬) (장 | 챕터 | 절 | 부분 | 섹션 \
            | 제목) [으로 | 로 | 을 | 를 | 부터] (읽어 | 가 | 넘어가 | 이동해 | 찾아 | 들려) {end}
        {title} (장 | 챕터 | 섹션) (으로 | 로) (가 | 넘어가 | 이동해) {end}
        {named} [장 | 부분 | 챕터] [으로 | 로 | 을 | 를 | 부터] (읽어 | 가 | 넘어가 | 이동해 | 들려) {end}
        """,
        named(Verb.TITLE),
    ),
    (
        """
        [마지막 | 최근 | 내 | 저장한 | 아까] {bookmark} [한] [곳 | 자리] (으로 | 로 | 부터 | 에서) [다시] {end}
        (표시한 | 저장한) (곳 | 데 | 자리) (으로 | 로 | 부터) {end}
        """,
        Command(Verb.TO_BOOKMARK, count=0),
    ),
    (
        "{ordinal} {bookmark} [로 | 으로 | 부터] {end} | {bookmark} {count} 번 [으로 | 로] {end}",
        _to_number(Verb.TO_BOOKMARK),
    ),
    ("다음 {bookmark} [로 | 으로 | 부터] {end}", Command(Verb.NEXT_BOOKMARK)),
    ("(이전 | 앞) {bookmark} [로 | 으로 | 부터] {end}", Command(Verb.NEXT_BOOKMARK, count=-1)),
    (
        """
        [이번 | 이 | 지금 | 현재] {unit} [이 | 가] [의] (끝나면 | 끝날때 | 끝에서 | 끝나고 | 다읽으면 | 다읽고 \
            | 까지만 | 만) [나면 | 나서] [읽고] {stop} {end}
        [이번 | 이 | 지금 | 현재] {unit} 까지 [만] [읽고] [읽어 | {stop}] {end} | (이 | 이번) {unit} 끝까지 [만] 읽 \
            (고 | 어) [{stop}] {end}
        """,
        after_this(_UNITS),
    ),
    (
        """
        {timer} [를 | 은 | 는] [좀] (취소 | 꺼 | 끄 | 해제 | 없애 | 그만 | 중지 | 지워) {end} | (자동종료 | 예약) \
            [를] (취소 | 꺼 | 해제) {end}
        """,
        Command(Verb.AWAKE),
    ),
    (
        """
        {kind} (도 | 까지 | 또한) [같이 | 함께 | 다 | 모두] (읽어 | 포함해 | 들려 | 말해) {end}
        {kind} [을 | 를] [같이 | 함께] (읽어 | 포함해 | 포함 | 켜) {end} | {kind} 읽기 [켜] {end}
        """,
        of_kind(Verb.READ_TOO, _KINDS),
    ),
    (
        """
        {kind} (은 | 는 | 을 | 를) [다 | 모두 | 전부 | 이제] (빼 | 빼고 | 제외해 | 생략해 | 건너뛰어 | 건너뛰 | 넘겨 \
            | 무시해 | 스킵) [읽어] {end}
        {kind} [은 | 는 | 을 | 를] [이제] (읽지마 | 읽지말아 | 읽지말고 | 안읽어도돼 | 그만읽어 | 꺼) [요] {end}
        """,
        of_kind(Verb.LEAVE_OUT, _KINDS),
    ),
    (
        """
        [(여기 | 이페이지 | 이문장) [에 | 다]] {bookmark} [를 | 에] [추가 | 꽂아 | 저장 | 표시 | 남겨] {end}
        (여기 | 이곳 | 이자리) [를 | 을 | 에] (표시 | 기억 | 저장) {end}
        """,
        Command(Verb.BOOKMARK),
    ),
    (
        """
        {time} [만] (뒤 | 후 | 있다가 | 이따가) [에] [읽기 | 자동] (멈춰 | 맘쳐 | 맘춰 | 그만 | 꺼 | 정지 | 중지 \
            | 종료) {end}
        {timer} [를] {time} [으로 | 로] [설정 | 맞춰 | 켜] {end} | {time} [짜리] {timer} [를] [설정 | 맞춰 | 켜] {end}
        {time} [만 | 동안 | 동안만] [더] (읽어 | 일거 | 계속) {end}
        """,
        _asleep,
    ),
    (
        """
        [지금] [여기 | 여기가 | 우리 | 우리가] [지금] 어디 [쯤] (야 | 예요 | 에요 | 이야 | 인가요 | 지)
        [지금 | 우리 | 우리가] 어디까지 (읽었어 | 왔어 | 했어 | 읽었지 | 읽고있어) [요]
        [지금] [여기 | 여기가 | 이거] (몇 | 무슨) (페이지 | 쪽 | 장 | 챕터) (야 | 예요 | 이야 | 이에요 | 인가요 \
            | 이지 | 지 | 인지말해줘)
        """,
        Command(Verb.WHERE),
    ),
    (
        """
        [이제 | 앞으로 | 아직 | 끝까지] (얼마나 | 얼마 | 몇페이지 | 몇페이지나 | 몇쪽 | 몇분 | 몇분이나 | 몇시간 \
            | 시간이얼마나) [더] 남았 (어 | 어요 | 지 | 나 | 나요 | 습니까)
        (끝나려면 | 끝까지 | 다읽으려면) [아직] (얼마나 | 몇분 | 몇분이나) (걸려 | 걸리 | 남았어 | 더걸려) [요 | 나요]
        남은 (시간 | 페이지 | 분량) [은 | 이] [좀] [얼마야 | 얼마나돼 | 알려] {end}
        """,
        Command(Verb.LEFT),
    ),
)
