"""Another program that has taken Ctrl+Alt+Return; says whether it got it."""

import sys
import time

from voiceassistant.ui.system import xcb

RETURN = 0xFF0D

if __name__ == "__main__":
    display = xcb.KeyGrabs()
    sys.stdout.write(f"{display.grab(display.keycodes()[RETURN], [xcb.CONTROL | xcb.MOD1])}\n")
    sys.stdout.flush()
    time.sleep(600)
