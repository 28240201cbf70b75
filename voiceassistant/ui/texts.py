"""Texts that come from outside the window, in the window's language. What is not known stays as it came."""

import re

from PySide6.QtCore import QCoreApplication

from voiceassistant.errors import AssistantError
from voiceassistant.events import Hearing, Phase
from voiceassistant.messages import Usage
from voiceassistant.pricing import cost
from voiceassistant.settings import ChatSettings, Role
from voiceassistant.ui.field_texts import choice_title
from voiceassistant.ui.foreign_texts import in_our_language

translate = QCoreApplication.translate


def phase_word(phase: Phase) -> str:
    match phase:
        case Phase.READY:
            return translate("Phase", "Ready")
        case Phase.LISTENING:
            return translate("Phase", "Listening")
        case Phase.THINKING:
            return translate("Phase", "Thinking")
        case Phase.SPEAKING:
            return translate("Phase", "Speaking")
        case Phase.PAUSED:
            return translate("Phase", "Paused")


def hearing_words(hearing: Hearing, wake_phrase: str = "") -> str:
    """What the user can do without a key; `wake_phrase` as the settings have it."""
    match hearing:
        case Hearing.OFF:
            return translate("Hearing", "Hands-free is off")
        case Hearing.LISTENING:
            return translate("Hearing", "Just talk")
        case Hearing.WAITING if wake_phrase:
            return translate("Hearing", "Say “{phrase}”").format(phrase=choice_title("wake_phrase", wake_phrase))
        case Hearing.WAITING:
            return translate("Hearing", "Say the wake phrase")
        case Hearing.MUTED:
            return translate("Hearing", "Muted")


def role_title(role: Role) -> str:
    match role:
        case Role.TRANSCRIPTION:
            return translate("Role", "Speech recognition")
        case Role.CHAT:
            return translate("Role", "Chat")
        case Role.SPEECH:
            return translate("Role", "Speech")


def error_sentence(error: BaseException) -> str:
    """What happened and what to do."""
    if not isinstance(error, AssistantError):
        return translate("Errors", "Something unexpected went wrong. The log has the details.")
    return in_our_language(error.sentence)


def server_title(server: str) -> str:
    stands_in_for = re.fullmatch(r"local engine \(instead of (.+)\)", server)
    if stands_in_for:
        return translate("Servers", "Local engine (instead of {server})").format(server=stands_in_for[1])
    return translate("Servers", "Local engine") if server.lower() == "local engine" else server


def servers_line(servers: dict[Role, str]) -> str:
    """Who does the roles, as short as it can be said."""
    names = {role: server_title(servers[role]) for role in Role if role in servers}
    if len(set(names.values())) == 1:
        return next(iter(names.values()))
    return " · ".join(f"{role_title(role)}: {name}" for role, name in names.items())


def dollars_in_words(dollars: float) -> str:
    """Four places, because an answer costs little."""
    return "< $0.0001" if 0 < dollars < 0.0001 else f"${dollars:.4f}"


def facts_line(server: str, model: str, usage: Usage, prices: ChatSettings) -> str:
    """Who answered, with how many tokens and for how much: "OpenAI · gpt-6-luna · 412 tokens · $0.0001".

    What is not known is left out; the local engine costs nothing.
    """
    tokens = usage.prompt_tokens + usage.completion_tokens
    parts = [server_title(server), model]
    if tokens:
        parts.append(translate("Facts", "{n} tokens").format(n=tokens))
    if server.lower() == "local engine":
        parts.append(translate("Facts", "free"))
    elif tokens and (dollars := cost(usage, server, prices)) is not None:
        parts.append(dollars_in_words(dollars))
    return " · ".join(part for part in parts if part)


def ending_sentence(finish_reason: str) -> str:
    """What the user should know of how an answer ended, "" for nothing."""
    match finish_reason:
        case "length":
            return translate("Facts", "The answer was cut.")
        case "content_filter":
            return translate("Facts", "The answer was withheld.")
    return ""
