import random
import re
from collections.abc import Iterable

import pytest

from voiceassistant.text import Sentence, SentenceStream

WORDS = re.compile(r"\s*[\w']+|[^\w\s]+|\s")  # much as language models cut their answers

ANSWERS = [
    'Hello Mr. Smith, nice to see you. It costs 3.5 dollars, e.g. in the U.S. now. Oh... I know. "Is it?" she asked.',
    "# Title\n\n- **Bold one.** And more\n- two 😀\n\n1. First do it.\n2. Then that\n\n```py\na. b. c.\n```\n\nDone.\n",
    "| City | Land |\n|---|---|\n| Seoul | Korea |\n| Rome | Italy |\n\nThat was all of it. 😀🎉",
    '네, 맞습니다. 지금은 오후 3시입니다. "그렇습니다."라고 했다。今日は晴れです。明日は雨でしょう！그럼 이만.',
    "See [the docs. All of them](https://example.org/a.b) or `a. b. c` now. 👩‍👩‍👧 Is “that so. Or not” fine? ~~~\nx",
    "No end, " + "which goes on and on, " * 40 + "until it ends. And then the next one; short.",
    "   \n\n 😀 \n --- \n",
    "x" * 2500
    + " ["
    + "a link that goes on " * 80
    + "](https://example.org) **"
    + "한" * 1500
    + "** | "
    + "cell " * 300,
    "**Unclosed bold. And [a link. And `code. And (so on. Yes\n\n> quoted. Again quoted here.\n\t\n",
]


def sentences(deltas: Iterable[str]) -> list[Sentence]:
    stream = SentenceStream()
    return [sentence for delta in deltas for sentence in stream.feed(delta)] + stream.flush()


def texts(answer: str) -> list[str]:
    """The answer's sentences when it comes in words, as a language model sends it."""
    return [sentence.text.strip() for sentence in sentences(WORDS.findall(answer))]


@pytest.mark.parametrize("answer", ANSWERS)
def test_spans_cover_the_answer_however_it_is_split(answer: str) -> None:
    chance = random.Random(7)
    for _ in range(40):
        cuts = sorted(chance.choices(range(len(answer) + 1), k=chance.randrange(1, 40)))
        stream = SentenceStream()
        pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
        found = [sentence for piece in pieces for sentence in stream.feed(piece)] + stream.flush()
        assert "".join(sentence.text for sentence in found) + stream.rest == answer
        position = 0
        for sentence in found:
            assert sentence.start == position
            assert answer[sentence.start : sentence.end] == sentence.text
            assert sentence.speech
            position = sentence.end
        assert not any(map(str.isalnum, stream.rest))


def test_a_sentence_goes_out_at_its_closing_mark() -> None:
    stream = SentenceStream()
    assert stream.feed("It is sunny in Seoul") == []
    assert stream.feed(".") == [Sentence("It is sunny in Seoul.", 0, 21, "It is sunny in Seoul.")]
    assert stream.feed(" And warm there") == []
    assert [sentence.text for sentence in stream.feed("!")] == [" And warm there!"]
    assert stream.flush() == []


@pytest.mark.parametrize(
    "begun",
    [
        "I met Mr.",
        "It weighs about 3.",
        "There are many, e.g.",
        "He lives in the U.S.",
        "It was written by J.",
        "Let me think about it...",
        "391.",
        "Yes.",
        "1.",
        "Look at https://example.",
        "He said “it is over.",
        "It is **very important.",
        "Read [this page.",
        "Call `print(this.",
        "It grew (see the figure.",
    ],
)
def test_a_doubtful_mark_waits_for_what_follows(begun: str) -> None:
    stream = SentenceStream()
    assert [s for word in WORDS.findall(begun) for s in stream.feed(word)] == []
    assert [sentence.text for sentence in stream.flush()] == [begun]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Dr. Smith is in. He waits there.", ["Dr. Smith is in.", "He waits there."]),
        ("It costs about 3.5. That is much.", ["It costs about 3.5.", "That is much."]),
        ("It costs 3.5 dollars. That is 4 euros.", ["It costs 3.5 dollars.", "That is 4 euros."]),
        ("He was born in 1950. She came later.", ["He was born in 1950.", "She came later."]),
        ("We leave at 3 p.m. Tomorrow we rest.", ["We leave at 3 p.m.", "Tomorrow we rest."]),
        ("We leave at 3 p.m. and rest tomorrow.", ["We leave at 3 p.m. and rest tomorrow."]),
        ("Apples, pears, etc. are fruit. Good.", ["Apples, pears, etc. are fruit.", "Good."]),
        ("The answer is no. Ask again later.", ["The answer is no.", "Ask again later."]),
        ("See chapter no. 5 of the book.", ["See chapter no. 5 of the book."]),
        ("J. R. Smith wrote it. It sold well.", ["J. R. Smith wrote it.", "It sold well."]),
        ("Well... I do not know. Do you know?", ["Well... I do not know.", "Do you know?"]),
        ("He waited there... Nobody came in.", ["He waited there...", "Nobody came in."]),
        ("Yes. It was. Come in, please.", ["Yes. It was.", "Come in, please."]),
        (
            "“Is it so?” she asked. “Yes, it was so.” They left.",
            ["“Is it so?” she asked.", "“Yes, it was so.”", "They left."],
        ),
        ('She said "I am here now." Then she left.', ['She said "I am here now."', "Then she left."]),
        ("Is that really so?! Oh, I see that.", ["Is that really so?!", "Oh, I see that."]),
        ("오늘은 2026. 11. 23. 월요일입니다. 맑습니다.", ["오늘은 2026. 11. 23. 월요일입니다.", "맑습니다."]),
        ("今日はとても晴れです。明日は雨です！", ["今日はとても晴れです。", "明日は雨です！"]),
        ("# Weather\nSunny all day\nand warm", ["# Weather", "Sunny all day", "and warm"]),
        ("- milk\n- **brown. bread**\n2. eggs", ["- milk", "- **brown. bread**", "2. eggs"]),
        ("So it is:\n\n```\na. b.\n\nc. d.\n```\nDone.", ["So it is:", "```\na. b.\n\nc. d.\n```", "Done."]),
        (
            "Read [it. All of it](https://a.example/b). Go on.",
            ["Read [it. All of it](https://a.example/b).", "Go on."],
        ),
    ],
)
def test_sentences_end_where_a_reader_would_pause(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


def test_a_table_is_read_row_by_row_with_its_titles() -> None:
    spoken = [sentence.speech for sentence in sentences(ANSWERS[2])]
    assert spoken == ["City: Seoul, Land: Korea.", "City: Rome, Land: Italy.", "That was all of it."]


def test_a_very_long_sentence_is_cut_at_a_clause() -> None:
    found = sentences(ANSWERS[5])
    assert all(len(sentence.text) <= 251 for sentence in found)
    assert all(sentence.text.endswith((",", ".")) for sentence in found)
    assert len(found) == 5


def test_without_a_clause_it_is_cut_at_a_space_and_a_link_is_never_cut() -> None:
    assert [len(s.text) <= 250 for s in sentences(["word " * 80])] == [True, True]
    link = f"[{'word ' * 80}](https://a.example)"
    assert texts(link) == [link]


def test_what_has_no_sound_joins_the_next_sentence() -> None:
    found = sentences("😀\n---\nHello there, my friend. 🎉")
    assert [(s.text, s.speech) for s in found] == [("😀\n---\nHello there, my friend.", "Hello there, my friend.")]


def test_nothing_is_said_of_an_empty_answer() -> None:
    stream = SentenceStream()
    assert stream.feed("") == []
    assert stream.flush() == []
    assert stream.rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "**" + "bold " * 3_000,
        "[" + "a link " * 2_000 + "](https://example.org)",
        "| a | b |\n|---|---|\n| " + "cell " * 3_000 + "| x |\n",
        "| " + "title " * 3_000 + "| b |\n|---|---|\n| c | d |\n",
        "「" + "あ" * 9_000,
        "> " * 5_000 + "quoted",
        "`" + "code " * 2_000,
    ],
)
def test_nothing_is_longer_than_a_server_takes(text: str) -> None:
    found = sentences([text])
    assert found
    assert max(len(sentence.speech) for sentence in found) <= 4096
    assert "".join(sentence.text for sentence in found) in text


def said(deltas: list[str]) -> list[list[str]]:
    """What each delta lets go."""
    stream = SentenceStream(clause_first=True)
    return [[sentence.speech for sentence in stream.feed(delta)] for delta in deltas] + [
        [sentence.speech for sentence in stream.flush()]
    ]


def test_the_first_clause_that_can_stand_alone_goes_ahead() -> None:
    assert said(["In Paris it is mild today,", " and", " dry, I think. Take", " care, though, of the sun."]) == [
        [],
        ["In Paris it is mild today,"],
        ["and dry, I think."],
        ["Take care, though, of the sun."],
        [],
    ]


def test_a_short_one_waits() -> None:
    assert said(["Yes, ", "of course, ", "it really is, ", "I think. "]) == [
        [],
        [],
        ["Yes, of course, it really is,"],
        [],
        ["I think."],
    ]


def test_where_the_sentence_is_there_already_it_goes_whole() -> None:
    assert said(["In Paris it is mild today, and dry. Take"]) == [["In Paris it is mild today, and dry."], ["Take"]]


def test_a_clause_within_markdown_waits_for_its_end() -> None:
    deltas = ["**In Paris it is mild today, ", "and dry** today."]
    assert said(deltas) == [[], ["In Paris it is mild today, and dry today."], []]


def test_the_spans_are_contiguous_all_the_same() -> None:
    stream = SentenceStream(clause_first=True)
    text = "In Paris it is mild today, and dry. Take care."
    sentences = [s for c in text for s in stream.feed(c)] + stream.flush()
    assert "".join(sentence.text for sentence in sentences) == text
    assert [sentence.start for sentence in sentences[1:]] == [sentence.end for sentence in sentences[:-1]]
