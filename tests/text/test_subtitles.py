import json

from voiceassistant.text.subtitles import clock, rendered
from voiceassistant.transcripts import Segment, Transcript, Word

TALK = Transcript(
    " Good morning. Bye.",
    "en",
    (Word("Good", 0.1, 0.4, 0.9),),
    (Segment("Good morning.", 0.1, 1.0), Segment("Bye.", 3723.0, 3723.9996)),
    3724.0,
)


def test_subtitles() -> None:
    assert rendered(TALK, "srt") == (
        "1\n00:00:00,100 --> 00:00:01,000\nGood morning.\n\n2\n01:02:03,000 --> 01:02:04,000\nBye.\n"
    )
    assert rendered(TALK, "vtt").startswith("WEBVTT\n\n00:00:00.100 --> 00:00:01.000\nGood morning.\n")
    assert rendered(Transcript("Hm.", duration=2.0), "srt") == "1\n00:00:00,000 --> 00:00:02,000\nHm.\n"
    assert clock(59.9996, ",") == "00:01:00,000"


def test_json() -> None:
    assert rendered(TALK, "text") == "Good morning. Bye.\n"
    assert json.loads(rendered(TALK, "json")) == {"text": "Good morning. Bye."}
    body = json.loads(rendered(TALK, "verbose_json"))
    assert body["words"] == [{"word": "Good", "start": 0.1, "end": 0.4, "probability": 0.9}]
    assert body["segments"][0] == {"id": 0, "text": "Good morning.", "start": 0.1, "end": 1.0}
    assert (body["task"], body["duration"], body["language"]) == ("transcribe", 3724.0, "en")
