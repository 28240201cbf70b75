"""The last turns' timings, kept between runs: numbers and roles, nothing of what was said."""

import logging
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from voiceassistant.latency import TurnLatency

log = logging.getLogger(__name__)

_TURNS = TypeAdapter(tuple[TurnLatency, ...])


def load(path: Path) -> tuple[TurnLatency, ...]:
    """Oldest first; none where there are none yet, or where the file does not fit."""
    try:
        return _TURNS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        log.warning("how long the last turns took is not known any more: %s", error)
        return ()


def save(path: Path, turns: Sequence[TurnLatency]) -> None:
    """Replaces the file in one step. What cannot be kept is forgotten with this run."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".tmp")
        new.write_bytes(_TURNS.dump_json(tuple(turns), exclude_none=True) + b"\n")
        new.replace(path)
    except OSError as error:
        log.warning("how long the last turns took is not kept: %s", error)
