import subprocess
import sys

import pytest

from voiceassistant.text.language import is_english, is_plainly, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("안녕하세요. 오늘 날씨가 좋네요.", "ko"),
        ("오늘은 OpenAI의 API를 씁니다.", "ko"),
        ("今日はいい天気ですね。", "ja"),
        ("東京タワー", "ja"),
        ("ﾄｳｷｮｳ", "ja"),
        ("今天天气很好。", "zh"),
        ("Καλημέρα σας.", "el"),
        ("Доброе утро, как дела?", "ru"),
        ("Добрий ранок, як справи? Що нового?", "uk"),
        ("كيف حالك اليوم؟", "ar"),
        ("आज मौसम अच्छा है।", "hi"),
        ("วันนี้อากาศดี", "th"),
    ],
)
def test_scripts(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            "Wie spät ist es?|Mach das Licht an.|Guten Morgen!|Es regnet.|Ich bin in Berlin.|Erzähl mir einen Witz.",
        ),
        ("es", "¿Qué hora es?|Enciende la luz.|Muchas gracias.|No lo sé.|Hasta mañana.|Cuéntame un chiste."),
        ("fr", "Quelle heure est-il ?|Merci beaucoup.|Il pleut.|Je ne sais pas.|Bonne nuit.|Où est la gare ?"),
        ("it", "Che ore sono?|Accendi la luce.|Grazie mille.|Non lo so.|Sta piovendo.|Raccontami una barzelletta."),
        ("pt", "Que horas são?|Muito obrigado.|Onde fica a estação?|Você tem duas mensagens novas."),
        ("nl", "Hoe laat is het?|Doe het licht aan.|Dat weet ik niet.|Waar is het station?"),
        ("sv", "Vad är klockan?|Jag vet inte.|Tack så mycket.|Det regnar i Stockholm idag."),
        ("pl", "Która jest godzina?|Dzień dobry!|Nie wiem."),
    ],
)
def test_short_sentences_in_latin_letters(language: str, sentences: str) -> None:
    assert {sentence: language_of(sentence) for sentence in sentences.split("|")} == dict.fromkeys(
        sentences.split("|"), language
    )


SHORT_ENGLISH = (
    "What time is it?|Turn on the light.|Hello.|Stop.|Yes.|No.|OK|Paris.|Call Maria.|Never mind.|Volume up.|Sure.|"
    "Madrid is in Spain.|It's 25 degrees in Berlin.|Play Despacito by Luis Fonsi.|Bon Jovi is a band.|STOP IT NOW"
)


@pytest.mark.parametrize("text", SHORT_ENGLISH.split("|"))
def test_short_english_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_the_larger_part_decides() -> None:
    assert language_of("The Korean word for hello is 안녕하세요, and people say it all day.") == "en"
    assert language_of("'Hello'는 영어로 안녕하세요라는 뜻입니다.") == "ko"


@pytest.mark.parametrize("text", ["", "  ", "42", "12:30 – 14:00", "🙂", "x", "ᚠᚢᚦ"])
def test_nothing_can_be_said(text: str) -> None:
    assert language_of(text) == ""
    assert is_english(text)


def test_a_german_text_is_not_english() -> None:
    assert not is_english("Das Wetter ist heute schön.")
    assert not is_english("안녕하세요.")
    assert is_english("It is mild today.")


def test_importing_it_loads_no_model() -> None:
    code = "import sys, voiceassistant.text.language; sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_common_words_say_a_language_without_the_model() -> None:
    assert is_plainly("The keeper went up the stairs and lit the lamp.", "en")
    assert not is_plainly("Der Wärter ging hinauf und zündete die Lampe an.", "en")
    assert is_plainly("Der Wärter ging hinauf und zündete die Lampe an.", "de")
    assert not is_plainly("The keeper went up the stairs.", "ko")
