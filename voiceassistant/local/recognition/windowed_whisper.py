"""Whisper on windows as short as the speech, and encoded once.

The model was trained on windows of 30 seconds, and the library always pads to that: five times the work that a
question of four seconds needs. The encoder takes shorter ones just as well. Importing this module loads CTranslate2.
"""

from typing import Any

import numpy as np
from faster_whisper import WhisperModel

FULL_FRAMES = 3000
FRAMES_PER_SECOND = 100
STEP_FRAMES = 100  # of the windows: what the encoder keeps for each length it has met would grow with every new one


class WindowedWhisper(WhisperModel):  # type: ignore[misc]  # the library brings no types
    """WhisperModel that cuts the padding down to `margin_seconds`, but not below `least_seconds` in all."""

    def __init__(self, folder: str, *, margin_seconds: float, least_seconds: float, **options: Any) -> None:
        super().__init__(folder, **options)
        self.full_window = False
        self._margin = int(margin_seconds * FRAMES_PER_SECOND)
        self._least = int(least_seconds * FRAMES_PER_SECOND)
        self._encoded: tuple[np.ndarray, Any] | None = None

    def encode(self, features: np.ndarray) -> Any:
        """As the library's, but shorter; the same features twice (language, then words) are encoded once."""
        window = features if self.full_window else self._cut(features)
        if self._encoded is None or not np.array_equal(self._encoded[0], window):
            self._encoded = (window, super().encode(window))
        return self._encoded[1]

    def heard_language(self, samples: np.ndarray) -> str:
        """The code of the language in the clip's first window; what was encoded for it serves the words as well."""
        features = self.feature_extractor(samples)[:, :FULL_FRAMES]
        code: str = self.detect_language(features=features)[0]
        return code

    def forget(self) -> None:
        """Lets go of the last clip."""
        self._encoded = None

    def _cut(self, features: np.ndarray) -> np.ndarray:
        """Features of shape (80, frames). The library pads with zeros; silence is the floor of the log scale."""
        heard = np.flatnonzero(features.any(axis=0))
        frames = int(heard[-1]) + 1 if len(heard) else 1
        least = max(frames + self._margin, self._least)
        window = min(FULL_FRAMES, -(-least // STEP_FRAMES) * STEP_FRAMES)
        cut = np.zeros((len(features), window), features.dtype)
        known = features[:, :window]
        cut[:, : known.shape[1]] = known
        cut[:, frames:] = features[:, :frames].max() - 2.0
        return cut
