"""The English of `steering`."""

import re
from collections.abc import Callable

from voiceassistant.reading.commands import Command, Unit, Verb
from voiceassistant.reading.phrases import phrase_patterns

_NUMBERS = {
    word: number
    for number, words in {
        0: "zero",
        **{1: "one a an the another", 2: "two to too", 3: "three", 4: "four for", 5: "five", 6: "six", 7: "seven"},
        **{
            8: "eight",
            9: "nine",
            10: "ten",
            11: "eleven",
            12: "twelve",
            15: "fifteen",
            20: "twenty",
            25: "twenty-five",
        },
        **{30: "thirty", 40: "forty", 45: "forty-five", 50: "fifty", 60: "sixty", 90: "ninety"},
    }.items()
    for word in words.split()
}
_LOOSE_NUMBERS = {"a couple of": 2, "a couple": 2, "a few": 3}
_UNITS = {
    **dict.fromkeys(("sentence", "line"), Unit.SENTENCE),
    "paragraph": Unit.PARAGRAPH,
    **dict.fromkeys(("heading", "headline", "chapter", "section", "part"), Unit.HEADING),
    "page": Unit.PAGE,
}
_SPEEDS = {
    **dict.fromkeys(("normal", "regular", "usual", "original"), 1.0),
    **{"half": 0.5, "a half": 0.5, "one half": 0.5, "three quarters": 0.75, "double": 2.0, "triple": 3.0},
}


def _any(words: dict[str, float] | dict[str, int] | dict[str, Unit]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT = "(?:zero|one|two|three|four|five|six|seven|eight|nine)"
_COUNT = rf"\d{{1,3}}|{_any(_LOOSE_NUMBERS)}|{_any(_NUMBERS)}"
# Every word of what is compared is followed by a space.
_PLACES = {
    "count": rf"(?P<count>{_COUNT}) ",
    "unit": rf"(?P<unit>{_any(_UNITS)})s? ",
    "speed": (
        rf"(?P<speed>\d+(?:\.\d+)?|{_any(_SPEEDS)}|{_DIGIT} and a (?:half|quarter)|(?:{_DIGIT} )?point(?: {_DIGIT})+|"
        rf"{_DIGIT})"
        r"(?: ?(?:x|times|percent|%))? "
    ),
    "time": rf"(?:(?P<count>{_COUNT}) (?:more )?(?P<hours>hour)?(?:minute)?s? |(?P<half>half an hour) )",
    "go": "(?:go|skip|jump|move|rewind|step|scroll|get|take me|take us) ",
    "read": "(?:read|play|say|repeat|reread) ",
    "this": "(?:this|that|the|the current|the whole) ",
    "again": "(?:again|once more|one more time|once again|over again) ",
    "bit": "(?:a bit|a little|a little bit|a bit more|much|even|slightly|a lot|some) ",
    "speak": "(?:speak|read|talk|go|be|reading|talking|speaking) ",
    "page": "(?:page|chapter|section|part) ",
}
_BEFORE = phrase_patterns(
    """
    um | umm | uh | uhh | er | erm | hm | hmm | oh | well | so | okay | ok | hey | alright | all right
    right | yes | yeah | no
    now | then | and | but | sorry | please | just | actually | maybe | kindly | excuse me
    (can | could | will | would) you | can we | could we | let's | let us | you can | i want you to | i'd like you to
    """,
    {},
    " ",
)
_BEHIND = phrase_patterns(
    """
    please | now | then | for me | thanks | thank you | okay | ok | um | uh | right now
    (will | would | could | can) you
    if you (can | could | would)
    """,
    {},
    " ",
)
_AROUND = re.compile(rf"(?:{'|'.join(_BEFORE)})*(?P<core>\S.*?)(?:(?<= )(?:{'|'.join(_BEHIND)}))*")

Maker = Callable[[re.Match[str]], Command]


def command(said: str) -> Command | None:
    """`said`: lower case, without marks."""
    whole = f"{said} "
    around = _AROUND.fullmatch(whole)
    for phrase in dict.fromkeys((whole, around["core"] if around else whole)):
        for pattern, make in _PHRASES:
            if match := pattern.fullmatch(phrase):
                return make(match) if callable(make) else make
    return None


def _count(match: re.Match[str]) -> int:
    words = match.groupdict().get("count") or "one"
    return int(words) if words.isdecimal() else _LOOSE_NUMBERS.get(words) or _NUMBERS[words]


def _moved(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        unit = match.groupdict().get("unit")
        return Command(verb, _UNITS[unit] if unit else Unit.SENTENCE, _count(match))

    return make


def _to_its_beginning(match: re.Match[str]) -> Command:
    if _UNITS[match["unit"]] is Unit.SENTENCE:
        return Command(Verb.AGAIN)
    return Command(Verb.BACK, _UNITS[match["unit"]], 0)


def _at_speed(match: re.Match[str]) -> Command:
    value = _speed(match["speed"])
    return Command(Verb.SPEED, value=value / 100 if value > 10 else value)


def _speed(words: str) -> float:
    if words in _SPEEDS:
        return _SPEEDS[words]
    if words[0].isdecimal():
        return float(words)
    whole, _, part = words.partition(" and a ")
    if part:
        return _NUMBERS[whole] + (0.5 if part == "half" else 0.25)
    whole, _, decimals = words.partition("point")
    digits = "".join(str(_NUMBERS[digit]) for digit in decimals.split())
    return float(f"{_NUMBERS[whole.strip() or 'zero']}.{digits or 0}")


def _asleep(match: re.Match[str]) -> Command:
    if match["half"]:
        return Command(Verb.SLEEP, value=30.0)
    return Command(Verb.SLEEP, value=_count(match) * (60.0 if match["hours"] else 1.0))


_TABLE: tuple[tuple[str, Command | Maker], ...] = (
    (
        """
        stop | pause | halt | wait | freeze | [be] quiet | silence | hush | shush | enough | hold (on | it) | hang on
        stop (reading | it | that | there | here | talking | speaking | for now) | stop stop | wait wait
        pause (it | this | here | there | reading | the reading) | that's enough | that is enough | that's it for now
        [wait | hold on | hang on] (a | one | just a) (minute | moment | second | sec)
        """,
        Command(Verb.PAUSE),
    ),
    (
        """
        go on | continue | resume | carry on | proceed | go ahead | keep going | read on | unpause | play | read
        start | begin
        (continue | resume | start | keep | keep on | carry on | go on) (reading | playing)
        (continue | go on | read on | carry on) (to read | from (here | there))
        read (it | to me | aloud | further | more)
        """,
        Command(Verb.GO_ON),
    ),
    (
        """
        start over | start [it] [all] [over] again | restart | begin again
        [{go}] [back] (to | at) the [very] (beginning | start) [of the (book | document | text | file)]
        [go | start | begin | read | play] [it] [all] [back] [again] from the [very] (beginning | start | top) [{again}]
        """,
        Command(Verb.START),
    ),
    (
        """
        [{go}] [back] [to] the [very] (beginning | start | top) of {this} {unit} [{again}]
        (start | begin | restart | {read}) {this} {unit} ({again} | over | from the (beginning | start | top))
        (restart | repeat | reread) {this} {unit}
        """,
        _to_its_beginning,
    ),
    (
        """
        {go} back [up] [by] {count} [more] {unit} [{again}]
        {go} back [up] [{bit}] | back [up] [{bit}] | [previous | rewind] | rewind (it | a bit | a little)
        backward | backwards
        (back | back up | rewind | backward | backwards) [by] {count} {unit}
        [{go}] {count} {unit} (back | backward | backwards | earlier)
        [{go} | {read}] [back] [to] [the] (previous | preceding) {unit} [{again}] | {go} back [to] the last {unit}
        {read} the (last | previous) {count} {unit} [{again}]
        """,
        _moved(Verb.BACK),
    ),
    (
        """
        next [one] | {go} (forward | forwards | ahead) | forward | fast forward
        [go on | move on | {go} | read | continue] [on | ahead | forward] [to | with] [the] next {unit}
        [the] next {count} {unit} | skip [over] [the] [next] {count} {unit} | skip [over] {this} {unit}
        skip the rest of {this} {unit}
        {go} (forward | forwards | ahead | on) [by] {count} {unit} | (forward | forwards) [by] {count} {unit}
        [{go}] {count} {unit} (forward | forwards | ahead | on | further)
        """,
        _moved(Verb.FORWARD),
    ),
    (  # A sentence would be over before it is said.
        "skip [over] [it | this | that | this one | this bit] | move on",
        Command(Verb.FORWARD, Unit.PARAGRAPH),
    ),
    (
        """
        [{speak}] [it] [{bit}] (slower | more slowly | slowly) | slow [it] down [{bit}] | not so fast
        [that's | that is | it's | this is | you're | you are] [{speak}] too fast
        (decrease | reduce | lower) the speed
        """,
        Command(Verb.SLOWER),
    ),
    (
        """
        [{speak}] [it] [{bit}] (faster | quicker | more quickly | quickly) | speed [it] up [{bit}] | hurry up
        [that's | that is | it's | this is | you're | you are] [{speak}] too (slow | slowly)
        (increase | raise) the speed
        """,
        Command(Verb.FASTER),
    ),
    ("[{speak}] [it] [at] twice (as fast | the speed)", Command(Verb.SPEED, value=2.0)),
    ("[{speak}] [it] [at] half (as fast | the speed)", Command(Verb.SPEED, value=0.5)),
    (
        """
        [set | change | put] [the] [reading] speed [to | at] {speed} [speed]
        (read | speak | play) [it] at {speed} [speed]
        [back to | go back to | at | set it to | the] {speed} [the] [normal | usual] speed
        """,
        _at_speed,
    ),
    (r"{factor}", _at_speed),
    (
        """
        repeat | again | once more | one more time | once again | pardon [me] | come again
        what did you [just] say | what was that
        {read} (that | it | this | what you said | [the last | that | this] (bit | part)) {again} | (say | read) again
        repeat (that | it | this | yourself | what you [just] said)
        repeat [the last | that | this] (bit | part | one | sentence)
        {read} (that | the last | the) (sentence | line) {again} | i (didn't | did not) (catch | get | hear) (that | it)
        """,
        Command(Verb.AGAIN),
    ),
    (
        """
        bookmark [this | it | here | that] [place | page | spot | sentence | paragraph | point | passage]
        (set | add | put | make | place | drop | leave) [a | the] bookmark [here | there | at this (point | place)]
        (mark | remember | save | keep) (this | my | the) (place | spot | page | position | passage | point | sentence)
        mark (this | it | here)
        """,
        Command(Verb.BOOKMARK),
    ),
    (
        """
        (stop | pause | sleep | (turn | switch) off | go to sleep | (stop | pause) reading) (in | after) [about] {time}
        [set] [a | the] [sleep] timer (for | to | of | in) {time}
        (keep reading | keep going | read [on] | continue [reading] | go on) for [another] {time}
        """,
        _asleep,
    ),
    (
        """
        where are we [now] | where am i | where were we
        (what | which) {page} [are we on | are we in | are we at | am i on | am i in | is this | is it]
        how far (are we | am i | along are we | have we got | have we come)
        how (much | many pages | long | much time) (is | are) left | how much (longer | more)
        """,
        Command(Verb.WHERE),
    ),
)
_PLACES["factor"] = _PLACES["speed"].replace("(?: ?(?:x|times|percent|%))? ", "(?: ?(?:x|times)) ")
_PHRASES = [(re.compile(pattern), make) for text, make in _TABLE for pattern in phrase_patterns(text, _PLACES, " ")]
