"""How the bench of word times counts; voices run in `voiceassistant bench words`."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.files import wav_bytes
from voiceassistant.cli.bench_words import (
    AHEAD,
    ALIGNED,
    ESTIMATED,
    RATE,
    Errors,
    NoTruthError,
    Spoken,
    figures,
    from_folder,
    judged,
    known,
    own_lag,
    print_table,
)
from voiceassistant.cli.main import make_parser
from voiceassistant.local.synthesis.durations import TimedHibari
from voiceassistant.reading.second_voice import SecondVoice
from voiceassistant.resource_files import resource
from voiceassistant.text.word_times import words

TEXT = "one, two"


def spoken(starts: tuple[float, ...] = (0.25, 0.95), silence: float = 0.2) -> Spoken:
    parts = [np.zeros(round(silence * RATE), np.float32), tone(0.4, RATE), np.zeros(round(0.3 * RATE), np.float32)]
    sound = np.concatenate([*parts, tone(0.4, RATE)])
    return Spoken(TEXT, "en", (sound * 32767).astype("<i2").tobytes(), RATE, starts)


def test_its_sentences_are_many_and_have_words_to_be_lit() -> None:
    texts = json.loads(resource("bench/words.json").read_text("utf-8"))
    assert len(texts["en"]) >= 20
    assert len(texts["ko"]) >= 10
    assert all(len(words(text)) >= 5 for sentences in texts.values() for text in sentences)
    others = resource("bench/sentences.txt").read_text("utf-8")
    assert not any(text in others for text in texts["en"])  # those were fitted to


def test_a_voice_that_is_late_by_its_own_count_is_known_by_its_first_words() -> None:
    assert own_lag([spoken(), spoken()]) == pytest.approx(-0.05, abs=0.011)
    assert own_lag([]) == 0.0


def test_every_method_is_judged_and_none_without_a_second_voice() -> None:
    found = judged([spoken()], SecondVoice(("/nonexistent/espeak",)))
    assert set(found) == {AHEAD, ESTIMATED}
    assert found[ESTIMATED].early_or_late == pytest.approx([-0.05, -0.05], abs=0.011)
    assert found[AHEAD].early_or_late[0] == pytest.approx(-0.05, abs=0.011)  # the first chunk has its first word
    assert found[ESTIMATED].of_sound == pytest.approx(1.3)
    assert found[ESTIMATED].took > 0.0


def test_figures_do_not_mind_whether_it_is_early_or_late() -> None:
    assert figures([-0.05, 0.05, 0.05, -0.25]).split() == ["50", "100", "220", "75%"]


def test_the_table_has_both_counts(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("a voice: 2 sentences", {ALIGNED: Errors([-0.05, -0.07], 0.02, 4.0)}, -0.05)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "a voice: 2 sentences, 2 words; ms; the model's own lag -50"
    assert re.findall(r"[\d.%]+", lines[-1]) == ["60", "60", "69", "100%", "10", "10", "19", "100%", "5.0"]


def test_sentences_of_other_voices_come_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(wav_bytes(tone(1.0, RATE), RATE))
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "language": "en", "starts": [0.1, 0.6]}))
    (sentence,) = from_folder(tmp_path)
    assert (sentence.text, sentence.starts) == (TEXT, (0.1, 0.6))
    assert sentence.seconds == pytest.approx(1.0)


@pytest.mark.parametrize("content", ["no json", "{}", '{"text": "a", "starts": 3}', "[]"])
def test_a_folder_that_cannot_be_read_is_told_of(tmp_path: Path, content: str) -> None:
    with pytest.raises(NoTruthError, match="no sentences"):
        from_folder(tmp_path)
    (tmp_path / "a.wav").write_bytes(wav_bytes(tone(1.0, RATE), RATE))
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(NoTruthError, match=r"a\.json"):
        from_folder(tmp_path)


@pytest.mark.local
def test_words_of_a_real_voice_are_found_within_60_ms_and_few_are_150_ms_off() -> None:
    texts = json.loads(resource("bench/words.json").read_text("utf-8"))["en"]
    sentences = known(texts, "en", TimedHibari().say)
    second = SecondVoice()
    try:
        found = judged(sentences, second)
    finally:
        second.close()
    assert len(sentences) >= 20
    median, ninety_fifth = np.percentile(np.abs(found[ALIGNED].early_or_late), (50, 95))
    assert median <= 0.060
    assert ninety_fifth <= 0.150
    median, ninety_fifth = np.percentile(np.abs(found[ESTIMATED].early_or_late), (50, 95))
    assert median <= 0.080
    assert ninety_fifth <= 0.250


def test_the_command_knows_it() -> None:
    args = make_parser().parse_args(["bench", "words", "--truth", "somewhere"])
    assert args.truth == Path("somewhere")
