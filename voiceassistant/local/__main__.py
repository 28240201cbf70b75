"""`python -m voiceassistant.local`: the local engine alone, importing as little as possible."""

import argparse
import sys

from voiceassistant.local import options, process

parser = argparse.ArgumentParser(prog="python -m voiceassistant.local", description=process.__doc__)
options.add(parser)
sys.exit(process.serve(parser.parse_args()))
