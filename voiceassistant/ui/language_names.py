"""Languages as their speakers call them, to choose from."""

LANGUAGES = (
    *(("English", "en"), ("한국어", "ko"), ("日本語", "ja"), ("中文", "zh"), ("Deutsch", "de"), ("Español", "es")),
    *(("Français", "fr"), ("Italiano", "it"), ("Português", "pt"), ("Nederlands", "nl"), ("Polski", "pl")),
    *(("Svenska", "sv"), ("Dansk", "da"), ("Norsk", "no"), ("Suomi", "fi"), ("Čeština", "cs"), ("Magyar", "hu")),
    *(("Română", "ro"), ("Ελληνικά", "el"), ("Türkçe", "tr"), ("Русский", "ru"), ("Українська", "uk")),
    *(("العربية", "ar"), ("עברית", "he"), ("हिन्दी", "hi"), ("ไทย", "th"), ("Tiếng Việt", "vi")),
    ("Bahasa Indonesia", "id"),
)
"""(name, ISO 639-1) pairs."""

_NAMES = {code: name for name, code in LANGUAGES}


def language_name(code: str) -> str:
    """The code itself, of a language that is not listed here."""
    return _NAMES.get(code, code)
