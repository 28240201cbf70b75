"""espeak-ng, called as a program: how a text sounds in IPA, and whole speech for languages that no model here speaks.

It is under the GPL, so it is never linked or bundled; without it those languages are refused with what to install.
"""

import io
import shutil
import subprocess
import wave

import numpy as np
import numpy.typing as npt
import soxr

from voiceassistant.local.protocol.wire import ApiError

RATE = 24_000
SLOWEST, FASTEST = 0.5, 2.5  # what the program can do itself: 80 to 450 words a minute

_NORMAL_WORDS_PER_MINUTE = 175
_SECONDS = 30.0
_NAMES = {"no": "nb", "zh": "cmn", "fr": "fr-fr", "pt": "pt-br"}  # where its name is not the language's code


def ipa(text: str, language: str) -> str:
    """The text's sounds, the letters of an affricate or diphthong tied by "^". Punctuation is lost.

    Raises:
        ApiError: 503, the program is missing or failed.
    """
    output = _run(["-q", "--ipa", "--tie=^", "-v", _NAMES.get(language, language)], text)
    return " ".join(output.decode().split())


def speak(text: str, language: str, variant: str, speed: float) -> npt.NDArray[np.float32]:
    """The text spoken: 24 kHz mono, full scale ±1.

    Args:
        text: What to say.
        language: Its ISO 639-1 code.
        variant: How the speaker sounds, "+f3" a woman; "" is the language's own.
        speed: From SLOWEST to FASTEST.
    Raises:
        ApiError: 503, the program is missing or failed.
    """
    rate = str(round(_NORMAL_WORDS_PER_MINUTE * speed))
    sound = _run(["-v", _NAMES.get(language, language) + variant, "-s", rate, "--stdout"], text)
    with wave.open(io.BytesIO(sound)) as reader:  # its header says "unknown" for the length; all that is there is read
        samples = np.frombuffer(reader.readframes(len(sound) // 2), "<i2").astype(np.float32) / 32768.0
        resampled: npt.NDArray[np.float32] = soxr.resample(samples, reader.getframerate(), RATE)
    return resampled


def _run(options: list[str], text: str) -> bytes:
    program = shutil.which("espeak-ng")
    if not program:
        message = "This language is spoken with espeak-ng, which is not installed; install espeak-ng and try again"
        raise ApiError(503, message, kind="server_error", code="program_missing")
    said = text.replace("[[", "[ [").encode()  # what stands in [[ ]] would be read as its names of sounds
    try:
        done = subprocess.run(
            [program, *options, "--stdin"], input=said, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ApiError(503, f"espeak-ng took longer than {_SECONDS:.0f} s", kind="server_error") from error
    if done.returncode:
        problem = done.stderr.decode(errors="replace").strip()
        raise ApiError(503, f"espeak-ng ended with {done.returncode}: {problem}", kind="server_error")
    return done.stdout
