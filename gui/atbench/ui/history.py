"""What was typed before, over all sessions: up to 5,000 lines, none of them with a secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atbench.files import write_whole

KEPT = 5000


class History:
    """Lines in the order in which they were typed; `secret(text)` tells which ones are not kept."""

    def __init__(self, path: Path, secret: Callable[[str], bool]) -> None:
        """A file that cannot be read counts as empty; it is written anew with the next line."""
        self.secret = secret
        self._path = path
        try:
            self._lines = path.read_text(encoding="utf-8").splitlines()[-KEPT:]
        except (OSError, UnicodeDecodeError):
            self._lines = []
        self._place = len(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, text: str) -> None:
        """Keeps a line, unless it is empty, holds a secret, or is the last one again. Raises OSError (disk)."""
        line = text.strip()
        if line and "\n" not in line and not self.secret(line) and self._lines[-1:] != [line]:
            self._lines = [*self._lines[1 - KEPT :], line]
            self.rest()
            write_whole(self._path, ("\n".join(self._lines) + "\n").encode())
        self.rest()

    def rest(self) -> None:
        """The next `older` begins at the newest line."""
        self._place = len(self._lines)

    def older(self, prefix: str = "") -> str | None:
        """The next older line that starts with `prefix`, in any case; None where there is none."""
        return self._walk(prefix, range(self._place - 1, -1, -1))

    def newer(self, prefix: str = "") -> str | None:
        return self._walk(prefix, range(self._place + 1, len(self._lines)))

    @property
    def last(self) -> str:
        """The line typed last, "" for none."""
        return self._lines[-1] if self._lines else ""

    def _walk(self, prefix: str, places: range) -> str | None:
        for place in places:
            if self._lines[place].lower().startswith(prefix.lower()):
                self._place = place
                return self._lines[place]
        return None
