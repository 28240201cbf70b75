"""The English of `steering`."""

import re
from collections.abc import Mapping
from functools import cache

from voiceassistant.documents.document import Kind
from voiceassistant.reading.commands import Command, Unit, Verb
from voiceassistant.reading.makers import Maker, after_this, by_percent, made_of, named, of_kind
from voiceassistant.reading.phrases import phrase_patterns
from voiceassistant.reading.said_numbers import ENGLISH, ENGLISH_HEARD, ENGLISH_ORDINAL, english_number

_LOOSE_NUMBERS = {
    **{"a couple of": 2, "a couple": 2, "a few": 3, "a": 1, "an": 1, "the": 1, "another": 1},
    **{"to": 2, "too": 2, "for": 4},  # as "two" and "four" are heard
}
_UNITS = {
    **dict.fromkeys(("sentence", "line"), Unit.SENTENCE),
    **dict.fromkeys(("paragraph", "para graph"), Unit.PARAGRAPH),
    **dict.fromkeys(("heading", "headline", "chapter", "section", "part"), Unit.HEADING),
    "page": Unit.PAGE,
}
_KINDS = {
    **dict.fromkeys(("caption", "picture caption", "figure caption"), Kind.CAPTION),
    **dict.fromkeys(("code", "code block", "code example", "listing"), Kind.CODE),
    "table": Kind.TABLE,
    **dict.fromkeys(("footnote", "foot note", "endnote", "end note"), Kind.FOOTNOTE),
    **dict.fromkeys(("reference", "bibliography", "citation"), Kind.REFERENCES),
    **dict.fromkeys(("page number", "header", "footer", "running header", "header and footer"), Kind.FURNITURE),
    **dict.fromkeys(("menu", "navigation"), Kind.NAVIGATION),
    **dict.fromkeys(("figure", "drawing", "diagram", "words in the figure"), Kind.FIGURE),
}
_PARTS = (  # which are asked for without saying that they are chapters
    "introduction|preface|foreword|prologue|epilogue|afterword|appendix|conclusion|conclusions|glossary|index|abstract|"
    "summary|table of contents|contents|bibliography|acknowledgements|acknowledgments|references|discussion"
)
_STEPS = {"much": 3, "a lot": 3, "way": 3, "two steps": 2, "three steps": 3}  # of the usual speeds
_SPEEDS = {
    **dict.fromkeys(("normal", "regular", "usual", "original"), 1.0),
    **{"half": 0.5, "a half": 0.5, "one half": 0.5, "three quarters": 0.75, "double": 2.0, "triple": 3.0},
}


def _any(words: Mapping[str, object]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT = "(?:zero|one|two|three|four|five|six|seven|eight|nine)"
_COUNT = rf"{ENGLISH}|{_any(_LOOSE_NUMBERS)}"
_SPEED = (
    rf"(?P<speed>\d+(?:\.\d+)?|{_any(_SPEEDS)}|{_DIGIT} and a (?:half|quarter)|{_DIGIT} and three quarters|"
    rf"(?:{_DIGIT} )?point(?: {_DIGIT})+|{_DIGIT})"
)
# Every word of what is compared is followed by a space.
_PLACES = {
    "count": rf"(?P<count>{_COUNT}) ",
    "unit": rf"(?P<unit>{_any(_UNITS)})s? ",
    "speed": rf"{_SPEED}(?: ?(?:x|times|percent|%))? ",
    "factor": rf"{_SPEED}(?: ?(?:x|times)) ",
    "half": r"(?P<speed>one and a (?:half|quarter)|one and three quarters|\d\.\d{1,2}) ",
    "time": (
        rf"(?:(?P<count>{_COUNT})[ -](?:more )?(?P<hours>hour)?(?:minute|min)?s? |"
        r"(?P<half>half an hour|half hour|30 min) |(?P<more>an hour and a half|one and a half hours) )"
    ),
    "percent": rf"(?:by )?(?P<percent>{ENGLISH}) ?(?:%|percent|per cent) ",
    "number": rf"(?:number )?(?P<count>{ENGLISH_HEARD}) ",
    "ordinal": rf"(?P<count>{ENGLISH_ORDINAL}) ",
    "last": "(?P<count>last|final) ",
    "title": r"(?P<text>\S.*?) ",
    "which": (  # "the history chapter", but not "the whole chapter"
        r"(?P<text>(?!(?:whole|entire|complete|current|rest|same|next|previous|last|first|following|other|best|good|"
        r"right|wrong|new|old|most|more|long|short|important|interesting|boring|relevant|beginning|start|end|middle) )"
        r"\S.*?) "
    ),
    "about": (
        "(?:about|on|called|titled|named|entitled|with the title|that is about|that's about|which is about|"
        "that talks about|where it talks about|dealing with) "
    ),
    "named": rf"(?P<text>{_PARTS}) ",
    "word": r"(?P<text>[^\W\d_][\w'-]*) ",
    "kind": rf"(?:the |any |all |all the |all of the |those |these )?(?P<kind>{_any(_KINDS)})s? ",
    "chapter": "(?:chapter|section|part|heading) ",
    "steps": rf"(?P<steps>{_any(_STEPS)}) ",
    "go": "(?:go|skip|jump|move|rewind|step|scroll|get|take me|take us) ",
    "goto": "(?:go|skip|jump|move|turn|get|take me|take us|bring me|switch|scroll|open|show me) ",
    "read": "(?:read|play|say|repeat|reread|red|reed) ",  # the last two as it is heard
    "this": "(?:this|that|the|the current|the whole) ",
    "again": "(?:again|once more|one more time|once again|over again) ",
    "bit": "(?:a bit|a little|a little bit|a bit more|just a bit|just a little|even|slightly|some|somewhat) ",
    "speak": "(?:speak|read|talk|go|be|reading|talking|speaking|make it) ",
    "page": "(?:page|chapter|section|part) ",
    "end": "(?:at|after|when you reach|when you get to) (?:the )?(?:end of )?",
    "stop": "(?:stop|pause|sleep|stop reading|pause reading|(?:turn|switch) off|go to sleep|shut off) ",
    "timer": "(?:the |my |a )?(?:sleep |sleeping |slip )?(?:timer|time her|time or|time are) ",
    "bookmark": "(?:bookmark|book mark|bookmarks|marker) ",
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


@cache
def _phrases() -> list[tuple[re.Pattern[str], Command | Maker]]:
    """Made when somebody first speaks: compiling takes some hundredths of a second."""
    return [(re.compile(pattern), make) for text, make in _TABLE for pattern in phrase_patterns(text, _PLACES, " ")]


def command(said: str) -> Command | None:
    """`said`: lower case, without marks."""
    whole = f"{said} "
    around = _AROUND.fullmatch(whole)
    return made_of((whole, around["core"] if around else whole), _phrases())


def _count(match: re.Match[str]) -> int:
    words = match.groupdict().get("count") or "one"
    return _LOOSE_NUMBERS.get(words) or english_number(words)


def _moved(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        unit = match.groupdict().get("unit")
        return Command(verb, _UNITS[unit] if unit else Unit.SENTENCE, _count(match))

    return make


def _to_its_beginning(match: re.Match[str]) -> Command:
    if _UNITS[match["unit"]] is Unit.SENTENCE:
        return Command(Verb.AGAIN)
    return Command(Verb.BACK, _UNITS[match["unit"]], 0)


def _to_number(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return Command(verb, count=-1 if match["count"] in ("last", "final") else english_number(match["count"]))

    return make


def _by_steps(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return Command(verb, count=_STEPS[match["steps"]])

    return make


def _by_percent(verb: Verb) -> Maker:
    def make(match: re.Match[str]) -> Command:
        return by_percent(verb, english_number(match["percent"]))

    return make


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
        return english_number(whole) + (0.5 if part == "half" else 0.25)
    if words.endswith(" and three quarters"):
        return english_number(words.partition(" ")[0]) + 0.75
    whole, _, decimals = words.partition("point")
    digits = "".join(str(english_number(digit)) for digit in decimals.split())
    return float(f"{english_number(whole.strip() or 'zero')}.{digits or 0}")


def _asleep(match: re.Match[str]) -> Command:
    if match["half"] or match["more"]:
        return Command(Verb.SLEEP, value=30.0 if match["half"] else 90.0)
    return Command(Verb.SLEEP, value=_count(match) * (60.0 if match["hours"] else 1.0))


_TABLE: tuple[tuple[str, Command | Maker], ...] = (
    (
        """
        stop | pause | halt | wait | freeze | [be] quiet | silence | hush | shush | enough | hold (on | it) | hang on
        stop (reading | it | that | there | here | talking | speaking | for now) | stop stop | wait wait | paws \
            | stopped
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
        (read | red | reed) (it | to me | aloud | further | more | on)
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
        "skip [over] [it | this | that | this one | this bit | this table | this footnote] | move on",
        Command(Verb.FORWARD, Unit.PARAGRAPH),
    ),
    (
        """
        [{speak}] [it] [{bit}] (slower | more slowly | slowly) | slow [it] down [{bit}] | not so fast | slow or
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
    (
        "[{speak}] [it] {steps} (slower | more slowly) | slow [it] down {steps} | slower by {steps}",
        _by_steps(Verb.SLOWER),
    ),
    (
        "[{speak}] [it] {steps} (faster | quicker | more quickly) | speed [it] up {steps} | faster by {steps}",
        _by_steps(Verb.FASTER),
    ),
    (
        "[{speak}] [it] {percent} (slower | more slowly) | (slow [it] down | slower) {percent}",
        _by_percent(Verb.SLOWER),
    ),
    (
        "[{speak}] [it] {percent} (faster | quicker | more quickly) | (speed [it] up | faster) {percent}",
        _by_percent(Verb.FASTER),
    ),
    ("[{speak}] [it] [at] twice (as fast | the speed)", Command(Verb.SPEED, value=2.0)),
    ("[{speak}] [it] [at] half (as fast | the speed)", Command(Verb.SPEED, value=0.5)),
    (
        """
        [set | change | put] [the] [reading] speed [to | at] {speed} [speed]
        (read | speak | play | talk | go) [it] at {speed} [speed]
        (read | play) it {half} | at {half} [speed] | at {factor} [speed]
        [{speak}] [it] {factor} (as fast | the [normal] speed) | (slow | speed) [it] (down | up) to {speed} [speed]
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
        (repeat | say) (that | the last | this | the) word [{again}] | {read} (that | the last | this) word {again}
        what was (that | the last) word [{again}]
        """,
        Command(Verb.WORD),
    ),
    (
        """
        spell (that | it | this) [word] [out] [for me] | spell [out] (that | the last | this) word | spelling
        how (do you | is | do i | would you) (spell (that | it | this) | that spelt | it spelt | that spelled) [word]
        how is (that | it | this) [word] (spelled | spelt | written)
        """,
        Command(Verb.SPELL),
    ),
    ("spell [out] the word {word} | spell [out] {word}", named(Verb.SPELL)),
    (
        """
        (read | reed | red | include | add | also read | read also) {kind} [too | aloud | as well | also]
        (start | begin) reading {kind} [too | as well] | (turn | switch) on {kind} | (turn | switch) {kind} on
        (don't | do not) (skip | leave out | omit) {kind}
        """,
        of_kind(Verb.READ_TOO, _KINDS),
    ),
    (
        """
        (don't | do not | stop | no longer | never) (read | reading | include | including) {kind} [anymore | any more]
        (leave out | omit | hide | exclude | ignore) {kind} | leave {kind} out
        skip (the | all | all the | any) {kind} | (turn | switch) off {kind} | (turn | switch) {kind} off | no {kind}
        """,
        of_kind(Verb.LEAVE_OUT, _KINDS),
    ),
    (
        """
        [{goto}] [back | ahead | forward | on] [to] [the] page {number} | [{read}] [from] page {number}
        [start | begin | continue | go on] [reading] (at | from | on) page {number} | {goto} [to] the {last} page
        ({read} | {goto} [to]) the {ordinal} page | ({read} | {goto} [to]) the {chapter} on page {number}
        """,
        _to_number(Verb.PAGE),
    ),
    (
        """
        [{goto}] [back | ahead | forward | on] [to] [the] {chapter} {number} | [{read}] [from] [me] {chapter} {number}
        [start | begin | continue | go on] [reading] (at | from | with) {chapter} {number}
        ({read} [me] | {goto} [to]) the {ordinal} {chapter} | {goto} [to] the {last} {chapter}
        """,
        _to_number(Verb.CHAPTER),
    ),
    (
        """
        ({read} | {goto} | find) [me] [back | ahead | forward | on] [to] (the | a) {chapter} {about} {title}
        ({read} | {goto}) [back | ahead | forward | on] [to] {chapter} (called | titled | named) {title}
        {goto} [back | ahead | forward | on] [to] [the] {named} [{chapter}] | {read} [me] the {named} [{chapter}]
        {goto} [back | ahead | forward | on] to the {which} (chapter | section)
        {read} [me] the {which} (chapter | section)
        """,
        named(Verb.TITLE),
    ),
    (
        """
        (bookmark | book mark) [this | it | here | that] [place | page | spot | sentence | paragraph | point | passage]
        (set | add | put | make | place | drop | leave) [a | the] {bookmark} [here | there | at this (point | place)]
        (mark | remember | save | keep) (this | my | the) (place | spot | page | position | passage | point | sentence)
        mark (this | it | here)
        """,
        Command(Verb.BOOKMARK),
    ),
    (
        """
        {goto} [back] [to] (the | my) [last | latest] {bookmark} | {goto} [back] to where i (bookmarked | marked)
        (read | continue | start | resume | go on) [reading] (from | at) (the | my) [last | latest] {bookmark}
        """,
        Command(Verb.TO_BOOKMARK, count=0),
    ),
    (
        "{goto} [back] [to] [the] {bookmark} {number} | {goto} [back] [to] (the | my) {ordinal} {bookmark}",
        _to_number(Verb.TO_BOOKMARK),
    ),
    ("[{goto}] [on | ahead] [to] [the | my] next {bookmark}", Command(Verb.NEXT_BOOKMARK)),
    ("[{goto}] [back] [to] [the | my] previous {bookmark}", Command(Verb.NEXT_BOOKMARK, count=-1)),
    (
        """
        {stop} {end} [of] [this | the | that] [current] {unit} | (just | only) [read] {end} [this | the] {unit}
        (finish | read) [just | only] (this | the) {unit} (and | then | and then) (stop | pause) [reading | there \
            | then]
        (read | keep reading | go on | continue) (to | until | till) the end of (this | the | that) {unit} [and \
            [then] stop]
        """,
        after_this(_UNITS),
    ),
    (
        """
        (cancel | clear | stop | delete | remove | end | turn off | switch off | forget | disable | council | kill) \
            {timer}
        (turn | switch) {timer} off | no [sleep] timer | (don't | do not) (stop | sleep | go to sleep) [anymore \
            | after all]
        """,
        Command(Verb.AWAKE),
    ),
    (
        """
        {stop} (in | after) [about] {time}
        [set | start] [a | the] [sleep] {timer} (for | to | of | in) {time} | [set | start] [a | the] sleep {timer} \
            {time}
        [set | start] a {time} [sleep] timer | sleep {timer} [for] {time}
        (keep reading | keep going | read [on] | continue [reading] | go on) for [another] {time}
        """,
        _asleep,
    ),
    (
        """
        where are we [now] | where am i [now] | where were we | where is this | where in the (book | document | text) \
            (are we | am i)
        (what | which) {page} [number] (are we on | are we in | are we at | am i on | am i in | is this | is it | is \
            that) [now]
        (what | which) page [now] | tell me where (we are | i am) | how far (are we | am i | along are we | have we \
            got | have we come)
        """,
        Command(Verb.WHERE),
    ),
    (
        """
        how (much | many pages | long | much time | many chapters | many minutes) (is | are | do we have | do i have) \
            left
        how (much longer | much more | long | many more pages) [is it] [left] [to go | to read | until the end | will \
            it take | will this take]
        how (much | long) (is | until) (left | remaining) (in | of) [the | this] (book | document | text | chapter \
            | file)
        how (much | long) (longer | more) | how long (until | till | to) the end [of the (book | chapter | document)]
        how (long | much) (is it | does it take) (to | until) the end | time left | what's left
        """,
        Command(Verb.LEFT),
    ),
)
