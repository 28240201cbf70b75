"""What is a command to the reading aid, and what is not."""

import pytest

from voiceassistant.reading.steering import Command, Unit, Verb, command

PAUSE, GO_ON, AGAIN, START = Command(Verb.PAUSE), Command(Verb.GO_ON), Command(Verb.AGAIN), Command(Verb.START)
SLOWER, FASTER, BOOKMARK, WHERE = (
    Command(Verb.SLOWER),
    Command(Verb.FASTER),
    Command(Verb.BOOKMARK),
    Command(Verb.WHERE),
)


def back(count: int = 1, unit: Unit = Unit.SENTENCE) -> Command:
    return Command(Verb.BACK, unit, count)


def forward(count: int = 1, unit: Unit = Unit.SENTENCE) -> Command:
    return Command(Verb.FORWARD, unit, count)


def speed(value: float) -> Command:
    return Command(Verb.SPEED, value=value)


def sleep(minutes: float) -> Command:
    return Command(Verb.SLEEP, value=minutes)


ENGLISH = [
    ("Stop.", PAUSE),
    ("Pause", PAUSE),
    ("Wait!", PAUSE),
    ("Wait a minute, please.", PAUSE),
    ("Hold on.", PAUSE),
    ("Okay, stop reading now.", PAUSE),
    ("That's enough.", PAUSE),
    ("Stop, please.", PAUSE),
    ("Go on.", GO_ON),
    ("Continue.", GO_ON),
    ("Please continue reading.", GO_ON),
    ("Okay, keep going.", GO_ON),
    ("Carry on from there.", GO_ON),
    ("Resume", GO_ON),
    ("Go back two sentences.", back(2)),
    ("Go back.", back()),
    ("Back a paragraph.", back(1, Unit.PARAGRAPH)),
    ("Um, please go back a paragraph.", back(1, Unit.PARAGRAPH)),
    ("Could you go back three pages, please?", back(3, Unit.PAGE)),
    ("Previous chapter", back(1, Unit.HEADING)),
    ("Go to the previous heading.", back(1, Unit.HEADING)),
    ("Two pages back", back(2, Unit.PAGE)),
    ("Go back a couple of sentences.", back(2)),
    ("Read the last two sentences again.", back(2)),
    ("Back up five lines", back(5)),
    ("Read this paragraph again.", back(0, Unit.PARAGRAPH)),
    ("Go to the beginning of the chapter.", back(0, Unit.HEADING)),
    ("Next.", forward()),
    ("Next chapter.", forward(1, Unit.HEADING)),
    ("Skip to the next section, please.", forward(1, Unit.HEADING)),
    ("Skip this.", forward(1, Unit.PARAGRAPH)),
    ("Skip this chapter", forward(1, Unit.HEADING)),
    ("Skip two paragraphs", forward(2, Unit.PARAGRAPH)),
    ("Go forward 10 pages", forward(10, Unit.PAGE)),
    ("Three sentences ahead", forward(3)),
    ("Let's go on to the next page.", forward(1, Unit.PAGE)),
    ("Slower.", SLOWER),
    ("Um, slower", SLOWER),
    ("A bit slower, please.", SLOWER),
    ("Can you slow down a little?", SLOWER),
    ("You're reading too fast.", SLOWER),
    ("Read more slowly", SLOWER),
    ("Faster!", FASTER),
    ("Speed up", FASTER),
    ("That's too slow.", FASTER),
    ("Much faster", FASTER),
    ("Speed one and a half", speed(1.5)),
    ("Normal speed.", speed(1.0)),
    ("Double speed", speed(2.0)),
    ("Set the speed to 1.25.", speed(1.25)),
    ("One point two five times", speed(1.25)),
    ("1.5x", speed(1.5)),
    ("Read at 150% speed", speed(1.5)),
    ("Twice as fast", speed(2.0)),
    ("Half speed", speed(0.5)),
    ("Back to normal speed", speed(1.0)),
    ("Say that again.", AGAIN),
    ("Repeat.", AGAIN),
    ("Can you repeat that?", AGAIN),
    ("What did you say?", AGAIN),
    ("I didn't catch that.", AGAIN),
    ("Read that sentence again.", AGAIN),
    ("Start over.", START),
    ("From the beginning.", START),
    ("Start again from the beginning.", START),
    ("Go back to the beginning", START),
    ("Bookmark this page.", BOOKMARK),
    ("Set a bookmark here.", BOOKMARK),
    ("Remember this place", BOOKMARK),
    ("Stop in ten minutes.", sleep(10)),
    ("Stop in an hour", sleep(60)),
    ("Set a sleep timer for 30 minutes.", sleep(30)),
    ("Keep reading for another twenty minutes.", sleep(20)),
    ("Stop after half an hour", sleep(30)),
    ("Where are we?", WHERE),
    ("What page is this?", WHERE),
    ("How much is left?", WHERE),
    ("Which chapter are we in?", WHERE),
]
KOREAN = [
    ("그만.", PAUSE),
    ("잠깐만요", PAUSE),
    ("잠깐 멈춰 줘", PAUSE),
    ("이제 그만 읽어 줘", PAUSE),
    ("멈춰 주세요.", PAUSE),
    ("계속", GO_ON),
    ("계속 읽어 줘", GO_ON),
    ("이어서 읽어 줘.", GO_ON),
    ("음, 계속해 주세요", GO_ON),
    ("한 문단 뒤로", back(1, Unit.PARAGRAPH)),
    ("두 문장 뒤로 가 줘", back(2)),
    ("이전 장으로 가 줘", back(1, Unit.HEADING)),
    ("앞 문단 다시 읽어 줘", back(1, Unit.PARAGRAPH)),
    ("세 페이지 뒤로 돌아가 주세요", back(3, Unit.PAGE)),
    ("뒤로 가", back()),
    ("이 문단 다시 읽어 줘", back(0, Unit.PARAGRAPH)),
    ("다음 장", forward(1, Unit.HEADING)),
    ("다음 문단으로 넘어가 줘", forward(1, Unit.PARAGRAPH)),
    ("두 문단 건너뛰어", forward(2, Unit.PARAGRAPH)),
    ("이 장은 건너뛰어 줘", forward(1, Unit.HEADING)),
    ("건너뛰어 줘", forward(1, Unit.PARAGRAPH)),
    ("다음", forward()),
    ("더 천천히", SLOWER),
    ("좀 천천히 읽어 줘", SLOWER),
    ("너무 빨라요", SLOWER),
    ("더 빨리 읽어 줘", FASTER),
    ("속도 좀 올려 줘", FASTER),
    ("1.5배속으로", speed(1.5)),
    ("속도 두 배로 해 줘", speed(2.0)),
    ("일점오 배속", speed(1.5)),
    ("원래 속도로", speed(1.0)),
    ("다시", AGAIN),
    ("다시 한번 말해 줘", AGAIN),
    ("뭐라고?", AGAIN),
    ("방금 문장 다시 읽어 줘", AGAIN),
    ("못 들었어요", AGAIN),
    ("처음부터 다시 읽어 줘", START),
    ("처음으로", START),
    ("여기 책갈피 꽂아 줘", BOOKMARK),
    ("북마크 추가해 줘", BOOKMARK),
    ("10분 뒤에 멈춰 줘", sleep(10)),
    ("삼십 분 후에 꺼 줘", sleep(30)),
    ("한 시간 반만 더 읽어 줘", sleep(90)),
    ("지금 어디야?", WHERE),
    ("어디까지 읽었어?", WHERE),
    ("지금 몇 페이지야?", WHERE),
]
NO_COMMANDS = [
    *("What does that mean?", "Why did he go back?", "Tell me to stop smoking.", "Who is the next king?", ""),
    *("What happens in the next chapter?", "Is it faster than light?", "How do I stop a nosebleed?", "Explain this."),
    *("Summarise the last paragraph.", "Where are the Alps?", "Where was she born?", "When did they stop?", "   "),
    *(
        "What is the normal speed of a car?",
        "He had to start over.",
        "Why is he waiting?",
        "Go home.",
        "...",
        "[cough]",
    ),
    *("Wait, who is Mary?", "Stop, what was that word?", "Did they pause the war?", "Repeat after me: hello.", "uh"),
    *("How far is the moon?", "Is this the beginning of the end?", "What page did he write?", "Read me a poem."),
    *("Can you explain the previous paragraph?", "Translate this sentence into Korean.", "Why does he talk so slowly?"),
    *(
        "I want to go back to Paris.",
        "He is too fast for me.",
        "Mark this question as important.",
        "I stop here every day",
    ),
    *(
        "What is a bookmark?",
        "Set a timer for the eggs.",
        "Go on vacation",
        "the next two weeks",
        "Continue the story in French.",
    ),
    *(
        "Two sentences about Rome",
        "Is that a command?",
        "How much is left of the cake?",
        "One and a half",
        "two",
        "Yes.",
    ),
    *(
        "그게 무슨 뜻이야?",
        "왜 그만뒀어?",
        "다음 장에서 무슨 일이 일어나?",
        "그는 왜 멈췄지?",
        "주인공이 어디 살아?",
        "요약해 줘",
    ),
    *(
        "처음에 누가 나왔어?",
        "계속하면 어떻게 돼?",
        "이 문단을 설명해 줘",
        "속도가 뭐야?",
        "담배를 그만 피우고 싶어",
        "음",
        "네",
    ),
    *(
        "다시 말하면 어떻게 돼?",
        "두 문장으로 요약해 줘",
        "이전 왕은 누구야?",
        "빨리 달리는 동물은 뭐야?",
        "책갈피가 뭐야?",
    ),
    *(
        "십 분이 몇 초야?",
        "다음 왕은 누구야?",
        "잠깐, 메리가 누구야?",
        "그 사람은 어디까지 갔어?",
        "한 시간은 몇 분이야?",
    ),
    *(
        "한국어로 번역해 줘",
        "앞으로 어떻게 될까?",
        "처음 보는 단어야",
        "이 장의 제목이 뭐야?",
        "천천히 걷는 게 왜 좋아?",
    ),
    "Please go back and tell me about the war " * 50,
]


@pytest.mark.parametrize(("said", "meant"), [*ENGLISH, *KOREAN])
def test_a_command(said: str, meant: Command) -> None:
    assert command(said) == meant
    assert command(said.upper()) == meant


@pytest.mark.parametrize("said", NO_COMMANDS)
def test_what_goes_to_the_chat_model(said: str) -> None:
    assert command(said) is None
