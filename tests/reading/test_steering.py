"""What is a command to the reading aid in no language."""

import pytest

from voiceassistant.reading.steering import command

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


@pytest.mark.parametrize("said", NO_COMMANDS)
def test_what_goes_to_the_chat_model(said: str) -> None:
    assert command(said) is None
