"""What servers can do, remembered between runs by address, model and role; never with a key."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from voiceassistant.capabilities import OF_ROLE, WHOLE, Abilities, Ability, Capability
from voiceassistant.roles import Endpoint

log = logging.getLogger(__name__)

FRESH = timedelta(days=30)  # a server may be updated


def _now() -> datetime:
    return datetime.now().astimezone()


class KnownAbilities:
    """Belongs to the engine's loop. The local engine's abilities are not kept: they are the program's own.

    Args:
        path: Where they are kept; None: they are forgotten.
        now: The time, with its zone.
    """

    def __init__(self, path: Path | None = None, now: Callable[[], datetime] = _now) -> None:
        self._path, self._now = path, now
        self._known: dict[str, tuple[datetime, Abilities]] = {}
        self._kept: dict[str, Any] = self._read()

    def of(self, endpoint: Endpoint) -> Abilities | None:
        """What was found out last, however long ago."""
        found = self._entry(endpoint)
        return found[1] if found else None

    def can(self, endpoint: Endpoint, capability: Capability) -> bool | None:
        found = self.of(endpoint)
        return found.can(capability) if found else None

    def is_settled(self, endpoint: Endpoint) -> bool:
        """Whether it need not be asked anew: it does its role, and was asked within a month."""
        found = self._entry(endpoint)
        return found is not None and found[1].can(WHOLE[endpoint.role]) is True and self._now() - found[0] <= FRESH

    def remember(self, endpoint: Endpoint, abilities: Abilities) -> None:
        """Keeps it, unless the server could not be asked at all: then the older knowledge stays."""
        if endpoint.kind == "local" or abilities.can(WHOLE[endpoint.role]) is None:
            return
        name, asked = _name(endpoint), self._now()
        self._known[name] = asked, abilities
        found = {ability.capability.value: [ability.can, ability.note] for ability in abilities.abilities}
        self._kept[name] = {"asked": asked.isoformat(timespec="seconds"), "found": found}
        self._write()

    def _entry(self, endpoint: Endpoint) -> tuple[datetime, Abilities] | None:
        name = _name(endpoint)
        if name not in self._known and name in self._kept:
            try:
                self._known[name] = _entry_of(endpoint, self._kept[name])
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                log.warning("what %s can do is asked anew: %s", endpoint.title, error)
                del self._kept[name]
        return self._known.get(name)

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if isinstance(kept, dict):
                return kept
            raise ValueError("it holds no JSON object")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.warning("what the servers can do is asked anew: %s", error)
            return {}

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new = self._path.with_suffix(".tmp")
            new.write_text(json.dumps(self._kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            new.replace(self._path)
        except OSError as error:
            log.warning("what the servers can do is not kept: %s", error)


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.base_url or endpoint.kind} {endpoint.model} {endpoint.role.value}"


def _entry_of(endpoint: Endpoint, kept: Any) -> tuple[datetime, Abilities]:
    """Raises ValueError and its like: the file was changed by somebody else."""
    asked = datetime.fromisoformat(kept["asked"])
    if asked.tzinfo is None:
        raise ValueError("a time without its zone")
    found = []
    for capability in OF_ROLE[endpoint.role]:
        can, note = kept["found"].get(capability.value, (None, ""))
        if not (can is None or isinstance(can, bool)):
            raise ValueError(f"{capability.value} is neither true nor false")
        found.append(Ability(capability, can, str(note)))
    return asked, Abilities(endpoint.role, endpoint.title, endpoint.model, tuple(found))
