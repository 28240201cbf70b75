"""What is quoted where: "[12]" is not said, "(Smith et al., 2020)" only if it is wanted."""

from voiceassistant.text.spoken.rules import Rule, rule

_NUMBERS = r"\s?\[(?:\d{1,3}|[a-z]|citation needed|edit|note \d+)(?:\s?[,;–-]\s?\d{1,3})*\]"
_SUPERSCRIPT = r"(?:(?<=[a-z]{4})|(?<=[.,;:!?”\"’]))[¹²³⁴-⁹⁰]+(?:[,–⁻][¹²³⁴-⁹⁰]+)*(?!\w)"
_NAME = r"(?:[A-Z][\w'’.-]+|et al\.?|and|&|van|von|de|der|du|la|see|e\.g\.|cf\.|in|,|;|p\.|pp\.)"
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_AUTHORS = (
    rf"\s?\((?=[^()]{{0,200}}\b{_YEAR}\))(?:{_NAME}[\s,;]*|{_YEAR}[\s,;]*|\d{{1,4}}(?:[-–]\d{{1,4}})?[\s,;]*){{2,40}}\)"
)


def rules(*, numbers: bool, authors: bool) -> tuple[Rule, ...]:
    """Drops the marks that are not wanted."""
    dropped = []
    if not numbers:
        dropped += [rule(_NUMBERS, ""), rule(_SUPERSCRIPT, "")]
    if not authors:
        dropped.append(rule(_AUTHORS, ""))
    return tuple(dropped)
