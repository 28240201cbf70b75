import random

from voiceassistant.text.alignment import aligned, plain_words


def test_words_are_matched_with_the_fewest_differences() -> None:
    said, heard = ["the", "cat", "sat", "on", "the", "mat"], ["a", "cat", "on", "the", "red", "mat"]
    assert aligned(said, heard) == [(0, 0), (1, 1), (2, None), (3, 2), (4, 3), (None, 4), (5, 5)]


def test_empty_texts() -> None:
    assert aligned([], []) == []
    assert aligned([], ["a"]) == [(None, 0)]
    assert aligned(["a", "b"], []) == [(0, None), (1, None)]


def test_long_texts_of_few_words_stay_in_step() -> None:
    chance = random.Random(1)
    said = [str(chance.randrange(50)) for _ in range(3000)]
    kept = [place for place in range(3000) if chance.random() > 0.05]
    pairs = aligned(said, [said[place] for place in kept])
    assert sum(one is None or other is None for one, other in pairs) == 3000 - len(kept)
    assert [other for _, other in pairs if other is not None] == list(range(len(kept)))


def test_marks_and_case_are_no_words() -> None:
    assert plain_words("\"Don't!\" she said: 3 o'clock.") == ["don't", "she", "said", "3", "o'clock"]
