"""What each server's API takes beyond the plain request: learnt from what it refuses, kept for the next time."""

import json
import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

from voiceassistant.roles import Endpoint

log = logging.getLogger(__name__)

Feature = Literal[
    "max_completion_tokens",
    "max_tokens",
    "reasoning_effort",
    "effort_with_tools",  # another effort than "none" while tools are offered
    "stream_options",
    "logprobs",
    "tools",
    "json_schema",
    "json_object",
    "images",
]

KEPT_DAYS = 30  # a server that was updated gets another chance

# The words that blame a feature; looked at from top to bottom, because a refusal may name several.
_NAMES: Mapping[Feature, str] = {
    "effort_with_tools": r"reasoning[_ ]effort|reasoning\.effort",
    "reasoning_effort": r"reasoning[_ ]effort|reasoning\.effort",
    "max_completion_tokens": r"max_completion_tokens",
    "max_tokens": r"max_tokens",
    "stream_options": r"stream_options|include_usage",
    "logprobs": r"logprobs",
    "json_schema": r"response_format|json_schema|structured output|schema",
    "json_object": r"response_format|json_object|json mode",
    "images": r"image|vision|multi-?modal|mmproj|content[\w.\[\]-]*\b.*(string|text)|content part",
    "tools": r"\btools?\b|tool_choice|tool[- ]call|function[- ]call",
}
_REFUSAL = re.compile(
    r"unsupported|support|unrecognized|unknown|unexpected|not permitted|not allowed|not available|invalid|requires"
    r"|should be|must be|only|cannot|can't|does not|not a valid",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"too (large|big|high|long|many)|at most|exceed|maximum|context length"
    r"|(invalid|unsupported) image\b|image (data|format)|upload|download",  # this picture, not pictures
    re.IGNORECASE,
)


def blamed(param: str, message: str, sent: Collection[Feature]) -> Feature | None:
    """Which of the features that were sent a refusal is about; None: about something else.

    Args:
        param: What the server names as the wrong parameter, "" if it names none.
        message: The server's words.
        sent: What the request used.
    """
    if _VALUE.search(message) or not _REFUSAL.search(message):
        return None  # the value is wrong, not the parameter
    for text in (param, message):  # a message names what to take instead, too
        for feature, names in _NAMES.items():
            if feature in sent and text and re.search(names, text, re.IGNORECASE | re.DOTALL):
                return feature
    return None


@dataclass
class Dialect:
    """What one model on one server has refused."""

    refused: set[Feature]

    def takes(self, feature: Feature) -> bool:
        return feature not in self.refused


class Dialects:
    """The dialects of all servers that were asked; belongs to the engine's loop.

    Args:
        path: Where they are kept; None: they are forgotten.
        today: Refusals older than KEPT_DAYS are tried again.
    """

    def __init__(self, path: Path | None = None, today: date | None = None) -> None:
        self._path, self._today = path, today or date.today()
        self._known: dict[str, Dialect] = {}
        self._learnt: dict[str, str] = {}  # the day
        self._told: set[str] = set()
        self._read()

    def of(self, endpoint: Endpoint) -> Dialect:
        return self._known.setdefault(_name(endpoint), Dialect(set()))

    def learn(self, endpoint: Endpoint, feature: Feature, *, keep: bool = True) -> None:
        """Notes that the server refused it; `keep`: for the next run too."""
        log.info("%s refuses %s", endpoint.title, feature)
        self.of(endpoint).refused.add(feature)
        if keep and endpoint.kind != "local":  # the local engine is as old as the program
            self._learnt[_name(endpoint)] = self._today.isoformat()
            self._write()

    def tell_once(self, endpoint: Endpoint, feature: Feature) -> bool:
        """Whether the user has not been told of it in this run yet."""
        name = f"{endpoint.base_url} {feature}"
        is_new = name not in self._told
        self._told.add(name)
        return is_new

    def _read(self) -> None:
        if self._path is None:
            return
        oldest = (self._today - timedelta(days=KEPT_DAYS)).isoformat()
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            for name, entry in kept.items():
                if entry["learnt"] >= oldest:
                    refused = {feature for feature in entry["refused"] if feature in get_args(Feature)}
                    self._known[name], self._learnt[name] = Dialect(refused), entry["learnt"]
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("the servers' dialects are learnt anew: %s", error)

    def _write(self) -> None:
        if self._path is None:
            return
        kept = {
            name: {"learnt": day, "refused": sorted(self._known[name].refused - {"images"})}
            for name, day in self._learnt.items()
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            log.warning("the servers' dialects are not kept: %s", error)


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.base_url or endpoint.kind} {endpoint.model}"
