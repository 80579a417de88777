"""A screen of our own: Xvfb, its pixels read from its memory, keys pressed through XTEST.

Looking at the pixels costs the X server nothing, and no window manager is needed.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
import subprocess
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 900


class Screen:
    """Use it in `with`. `env` is the environment of programs that shall show themselves on it."""

    def __enter__(self) -> Screen:
        self._folder = tempfile.TemporaryDirectory(prefix="atbench-screen-")
        reader, writer = os.pipe()
        arguments = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            [*arguments, "-fbdir", self._folder.name],
            pass_fds=[writer],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            display = f":{told.readline().strip()}"
        hidden = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
        self.env = {name: value for name, value in os.environ.items() if name not in hidden}
        self.env |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1", "LANG": "C.UTF-8"}
        with (Path(self._folder.name) / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # The head of an X window dump: sizes as big-endian numbers, then a table of colours of twelve bytes each.
        head = struct.unpack(">25I", self._memory[:100])
        self._start, self._stride = head[0] + head[19] * 12, head[12]
        self.keys = Keys(display)
        return self

    def __exit__(self, *_ignored: object) -> None:
        self.keys.close()
        self._memory.close()
        self._server.terminate()
        self._server.wait(10)
        self._folder.cleanup()

    def look(self, area: tuple[int, int, int, int], step: int = 3) -> list[bytes]:
        """Every `step`-th row of pixels of `area` (left, top, width, height)."""
        left, top, width, height = area
        places = (self._start + y * self._stride + 4 * left for y in range(top, top + height, step))
        return [self._memory[place : place + 4 * width] for place in places]


class Keys:
    """Presses keys as a keyboard would."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))

    def press(self, name: str) -> None:
        """Presses and releases a key by its X name: a, Return."""
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(name.encode()))
        code = self._x11.XKeysymToKeycode(self._display, symbol)
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)
