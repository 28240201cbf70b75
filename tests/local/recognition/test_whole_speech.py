"""What is heard of a clip, by a model that stops too early."""

from dataclasses import dataclass, field

from voiceassistant.local.recognition.speech_runs import Run
from voiceassistant.local.recognition.transcript import Segment, Transcript, Word
from voiceassistant.local.recognition.whole_speech import hear_all, is_long

SENTENCES = [(float(start), start + 3.0) for start in (0, 4, 8)]


@dataclass
class Model:
    """Hears the first sentence of a span and leaves out the rest, as Whisper does where a sentence is said again."""

    runs: list[Run]
    sure: float = -0.3
    sure_again: float = -0.3
    asked: list[Run] = field(default_factory=list)

    def __call__(self, span: Run) -> Transcript:
        self.asked.append(span)
        first = next((run for run in self.runs if run[1] > span[0] + 0.5), None)
        if first is None or first[0] >= span[1]:
            return Transcript("en", 0.0, ())
        logprob = self.sure if len(self.asked) == 1 else self.sure_again
        word = Word("again", max(first[0], span[0]), first[1])
        return Transcript("en", 0.0, (Segment(word.start, word.end, " again", (), 0.0, logprob, 1.0, 0.1, (word,)),))


def test_what_the_model_left_out_is_heard_by_listening_again() -> None:
    heard = hear_all(Model(SENTENCES), SENTENCES, 11.0)
    assert [(segment.start, segment.end) for segment in heard] == SENTENCES


def test_what_it_is_unsure_of_the_second_time_is_no_speech() -> None:
    heard = hear_all(Model(SENTENCES, sure_again=-1.2), SENTENCES, 11.0)
    assert [segment.start for segment in heard] == [0.0]


def test_noise_in_which_nothing_is_heard_is_asked_once() -> None:
    model = Model([])
    assert hear_all(model, SENTENCES, 11.0) == ()
    assert model.asked == [(0.0, 11.0)]


def test_a_long_clip_is_heard_piece_by_piece() -> None:
    talk = [(start * 10.0, start * 10.0 + 4.0) for start in range(30)]
    model = Model(talk)
    assert is_long(talk)
    assert [segment.start for segment in hear_all(model, talk, 300.0)] == [run[0] for run in talk]
    assert len(model.asked) == 30
    assert not is_long(SENTENCES)
    assert not is_long([])
