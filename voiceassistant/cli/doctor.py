"""`voiceassistant doctor`: what works, what does not, and what to do."""

import argparse
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from voiceassistant import settings as settings_file
from voiceassistant import system
from voiceassistant.app import Assistant, TerminalAssistant
from voiceassistant.cli.collect import Collector
from voiceassistant.cli.doctor_roles import role_findings
from voiceassistant.cli.finding import Finding
from voiceassistant.errors import AssistantError, NoMicrophone, NoSpeaker, SettingsError
from voiceassistant.roles import resolve
from voiceassistant.settings import Role, Settings

FETCH_ADVICE = "Fetch them with `make run`; else the first question fetches them."


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("doctor", help="say what works, what does not, and what to do", description=__doc__)
    parser.set_defaults(command="doctor", run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes them
    """0 only if everything works."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without ✓ still shows the words
    findings = []
    for finding in examine():
        print(finding, flush=True)
        findings.append(finding)
    return 0 if all(finding.ok for finding in findings) else 1


def examine() -> Iterator[Finding]:
    """Tries one thing after the other, gently: nothing is recorded, played or downloaded."""
    settings, settings_finding = _settings()
    yield settings_finding
    yield _system_packages()
    yield _devices("microphone", NoMicrophone)
    yield _devices("speaker", NoSpeaker)
    local_roles = [role for role in Role if _is_local(role, settings)]
    models = list(_models(needed=bool(local_roles)))
    yield from models
    with _assistant(settings) as assistant:
        for role in Role:
            if role in local_roles and not all(finding.ok for finding in models):
                yield Finding(False, role.value, f"The local engine lacks models. {FETCH_ADVICE}")
            else:
                yield from role_findings(assistant, role)


def _settings() -> tuple[Settings, Finding]:
    try:
        return settings_file.load(), Finding(True, "settings", str(settings_file.settings_path()))
    except SettingsError as error:
        problem = f"{error.sentence} The defaults are used here."
        return Settings(), Finding(False, "settings", problem)


def _is_local(role: Role, settings: Settings) -> bool:
    try:
        return resolve(role, settings).kind == "local"
    except SettingsError:
        return False  # why not is told where the role is tried


@contextmanager
def _assistant(settings: Settings) -> Iterator[Assistant]:
    assistant = TerminalAssistant(settings, Collector())
    assistant.engine.start()
    try:
        yield assistant
    finally:
        assistant.close()


def _system_packages() -> Finding:
    try:
        missing = system.missing()
    except AssistantError as error:
        return Finding(True, "system packages", str(error))  # no Debian: whether something lacks shows below
    if not missing:
        return Finding(True, "system packages", "all there")
    names = " ".join(package.name for package in missing)
    return Finding(False, "system packages", f"missing; run: sudo apt-get install {names}")


def _devices(kind: str, error_type: type[NoMicrophone] | type[NoSpeaker]) -> Finding:
    from voiceassistant.audio import devices

    look: Callable[[], list[devices.Device]] = devices.microphones if kind == "microphone" else devices.speakers
    try:
        found = look()
        if not found:
            raise error_type(f"There is no {kind}")
    except AssistantError as error:
        return Finding(False, kind, error.sentence)
    names = ", ".join(f"{device.name} (default)" if device.is_default else device.name for device in found)
    return Finding(True, kind, names)


def _models(*, needed: bool) -> Iterator[Finding]:
    """Looks whether the files are there in full; a missing model is no failure where no role needs it."""
    from voiceassistant.local.weights import catalogue, model_files

    for model in catalogue.DEFAULT_MODELS:
        folder, size = model_files.models_folder() / model.name, f"{model.size_bytes / 1e6:.0f} MB"
        if model_files.is_there(model):
            yield Finding(True, f"model {model.name}", f"{size} in {folder}")
        elif not model.needed:
            yield Finding(True, f"model {model.name}", f"not there: {model.without}")
        elif needed:
            yield Finding(False, f"model {model.name}", f"Not in {folder} yet ({size}). {FETCH_ADVICE}")
        else:
            yield Finding(True, f"model {model.name}", "not there; only the local engine needs it")
