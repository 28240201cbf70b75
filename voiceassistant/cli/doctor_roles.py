"""What `doctor` finds out about a role: whether its server answers, what it can do, how long its model is there."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from voiceassistant.app import Assistant
from voiceassistant.capabilities import Abilities
from voiceassistant.cli.finding import Finding
from voiceassistant.errors import AssistantError
from voiceassistant.retirement import ModelInfo, retirement
from voiceassistant.roles import RoleReport
from voiceassistant.settings import Role

WAIT_SECONDS = 120.0  # the first question to the local engine loads a model
SIGNS = {True: "✓ yes", False: "✗ no", None: "? unknown"}

T = TypeVar("T")


def role_findings(assistant: Assistant, role: Role) -> Iterator[Finding]:
    """The role's own, and a warning where its model is shut down soon."""
    try:
        report = _within_time(lambda: assistant.test_role(role, assistant.settings))
    except TimeoutError:
        yield Finding(False, role.value, f"No answer within {WAIT_SECONDS:.0f} seconds. Try again later.")
        return
    who = f"{role.value} ({report.server}, {report.model})" if report.server else role.value
    table = _abilities(assistant, role) if report.ok else []
    yield Finding(report.ok, who, f"{report.sentence} ({report.seconds:.1f} s)", tuple(table))
    if report.ok and report.server != "local engine":
        yield from _days(assistant, report)


def table_of(found: Abilities) -> list[str]:
    """A line an ability, in columns; the signs have words beside them."""
    signs = max(len(sign) for sign in SIGNS.values())
    names = max(len(ability.capability.value) for ability in found.abilities)
    return [
        f"{SIGNS[ability.can]:<{signs}}  {ability.capability.value:<{names}}  {ability.note}".rstrip()
        for ability in found.abilities
    ]


def _abilities(assistant: Assistant, role: Role) -> list[str]:
    try:
        return table_of(_within_time(lambda: assistant.abilities(role, assistant.settings)))
    except TimeoutError:
        return [f"What it can do was not found out within {WAIT_SECONDS:.0f} seconds."]
    except AssistantError as error:
        return [error.sentence]


def _days(assistant: Assistant, report: RoleReport) -> Iterator[Finding]:
    """Of its model: nothing where the server names no end of it."""
    what = f"{report.role.value} model"
    try:
        models = _within_time(lambda: assistant.models(report.role))
    except (AssistantError, TimeoutError) as error:
        yield Finding(True, what, f"How long {report.model} is there is not known ({error}).")
        return
    info = next((info for info in models if info.id == report.model), None)
    if info and info.shutdown_date:
        soon = retirement(report.model, models, assistant.today()) is not None
        yield Finding(True, what, _end_of(info), warns=soon)


def _end_of(info: ModelInfo) -> str:
    after = f"{info.successor} comes after it" if info.successor else "choose another one in Settings by then"
    return f"{info.id} is shut down on {info.shutdown_date}; {after}."


def _within_time(ask: Callable[[], "Future[T]"]) -> T:
    """Raises TimeoutError, after it was cancelled, and AssistantError."""
    asked = ask()
    try:
        return asked.result(WAIT_SECONDS)
    except TimeoutError:
        asked.cancel()
        raise
