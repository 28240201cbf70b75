"""A server whose answers take a second in all: what an assistant needs beyond that is its own.

python -m tests.fakes.delayed_server
voiceassistant bench latency --base http://127.0.0.1:8099
"""

import argparse
import time

from tests.audio.sounds import pcm, tone
from tests.fakes.api_server import ApiServer, running_door

DELAYS = {"transcriptions": 0.4, "chat": 0.35, "speech": 0.25}  # seconds
QUESTION, ANSWER = "What is the weather like in Paris today?", "It is mild in Paris today. Take a small umbrella."


def slow_down(api: ApiServer) -> None:
    api.delays, api.text = DELAYS, ANSWER
    api.heard = {"text": QUESTION}
    api.speech = pcm(tone(1.5, 24_000, 500))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    with running_door(parser.parse_args().port) as door:
        slow_down(door.api)
        print(f"{door.base_url}: a second for an answer in all. Ctrl+C ends it.")  # noqa: T201
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()  # noqa: T201


if __name__ == "__main__":
    main()
