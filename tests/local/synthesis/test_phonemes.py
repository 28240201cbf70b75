import json
from importlib.resources import files

import pytest

from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.synthesis import espeak, japanese, korean
from voiceassistant.local.synthesis.phonemes import from_ipa, phonemes
from voiceassistant.local.synthesis.voices import Speaker


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("今日はいい天気ですね。", "kʲoː βa ii teŋkidesɨ ne."),
        ("東京へ、シェフとファンが。", "toːkʲoː e, ɕeɸɯ to ɸaŋ ɡa."),
        ("新聞と本、さんま", "ɕimbɯn to hoɴ, samma"),
        ("ﾃﾞｨｽｸがアッパー", "disɨkɯ ɡa aʔpaː"),
        ("12円と1,250円", "ʥɨː ɲi en to seɲ ɲi çakɯ ɡo ʥɨː eɴ"),
        ("3億人", "saɴ okɯ ɲiɴ"),
        ("🙂", ""),
    ],
)
def test_japanese(text: str, sounds: str) -> None:
    assert japanese.phonemes(text) == sounds


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("안녕하세요?", "annjʌŋhasejo?"),
        ("한국어", "hanɡuɡʌ"),
        ("같이 값이 닭이 좋아요", "kaʨʰi kapɕi talɡi ʨoajo"),  # an end is carried over to a vowel
        ("국물 입니다 독립 신라 일년", "kuŋmul imnida toŋnip ɕilla illjʌn"),  # it becomes nasal, or an l
        ("학교 읽다 먹다", "hakkjo ikta mʌkta"),
        ("좋다 많고 입학", "ʨotʰa mankʰo ipʰak"),  # ㅎ is breathed on what it meets
        ("앉아 괜찮아 없습니다", "anʥa kwɛnʨʰana ʌpsɯmnida"),
        ("25도, 1만 원", "iɕibodo, ilman wʌn"),
        ("2026년", "iʨʰʌniɕimnjuŋnjʌn"),
    ],
)
def test_korean(text: str, sounds: str) -> None:
    assert korean.phonemes(text) == sounds


@pytest.mark.parametrize(
    ("ipa", "sounds"),
    [
        ("bʊond^ʒˈɔrno", "bʊonʤˈɔrno"),
        ("(en)wˈɪndo^ʊz(es) t^ʃˈiko", "wˈɪndOz ʧˈiko"),
        ("le- pˈaːt", "le pˈaːt"),
        ("u^i", "ui"),
    ],
)
def test_ipa_with_kokoros_letters(ipa: str, sounds: str) -> None:
    assert from_ipa(ipa) == sounds


def test_punctuation_is_kept_where_espeak_drops_it() -> None:
    sounds = phonemes("¿Qué hora es? Son las tres y media, señor.", Speaker("kokoro", "es", "ef_dora"))
    assert sounds == "kˈe ˈoɾa ˈes? sˈon las tɾˈes i mˈeðja, seɲˈoɾ."


@pytest.mark.parametrize(
    "speaker",
    [Speaker("kokoro", "en", "bm_fable"), Speaker("kokoro", "it", "if_sara"), Speaker("kokoro", "fr", "ff_siwis")],
)
def test_kokoro_knows_nearly_every_sound(speaker: Speaker) -> None:
    text = {
        "en": "I thought the children's voyage would measure up.",
        "it": "Gli gnocchi sono pronti, ragazzi: zucchero e caffè!",
        "fr": "Un bon vin blanc, œuvre d'une main étrangère ; oui ?",
    }[speaker.language]
    vocabulary = json.loads((files("hibari") / "assets" / "vocab.json").read_text("utf-8"))
    assert {sound for sound in phonemes(text, speaker) if sound not in vocabulary} == set()


def test_without_espeak_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ApiError, match="install espeak-ng") as caught:
        espeak.ipa("hola", "es")
    assert caught.value.status == 503
    with pytest.raises(ApiError, match="install espeak-ng"):
        espeak.speak("cześć", "pl", "", 1.0)


def test_a_language_that_espeak_does_not_know_is_an_error() -> None:
    with pytest.raises(ApiError, match="espeak-ng ended with"):
        espeak.speak("hello", "xx", "", 1.0)


def test_espeak_speaks_faster_and_slower() -> None:
    text = "Dzień dobry, jak się masz?"
    slow, normal, fast = (len(espeak.speak(text, "pl", "", speed)) for speed in (0.5, 1.0, 2.0))
    assert slow > 1.6 * normal > 1.6 * 1.6 * fast


def test_espeak_reads_brackets_as_they_are() -> None:
    assert espeak.ipa("uno [[hello]]", "es") == espeak.ipa("uno [ [hello]]", "es")
