"""The window's language: the chosen one, or the system's where there is a translation."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from voiceassistant.resource_files import resource


def install(application: QCoreApplication, language: str) -> list[QTranslator]:
    """Translates texts from now on; `language` is "", "en" or "ko". Returns what must be kept alive."""
    locale = QLocale(language) if language else QLocale.system()
    if locale.language() is QLocale.Language.English:
        return []
    QLocale.setDefault(locale)
    ours, qts = QTranslator(application), QTranslator(application)
    if not ours.load(locale, "voiceassistant", "_", str(resource("translations"))):
        return []
    application.installTranslator(ours)
    if qts.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qts)
    return [ours, qts]
