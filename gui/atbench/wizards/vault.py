"""Secrets in the keyring of the system, and nowhere else. Needs the extra `atbench[keyring]`.

Everything here may wait for the user to unlock his keyring: call it in a thread of its own.
"""

from __future__ import annotations

import importlib
from typing import Any

from atbench.texts import N_

SERVICE = "atbench"
MISSING = N_("The package keyring is not installed: pip install atbench[keyring]")
BROKEN = N_("The system has no keyring that works")


class Vault:
    """`problem` says, as a message id, why nothing can be kept; "" where it can."""

    def __init__(self) -> None:
        self.problem = ""
        self._ring: Any = None
        try:
            ring = importlib.import_module("keyring")
            self._errors: tuple[type[Exception], ...] = (ring.errors.KeyringError,)
            # The backend that stands for "none" has the priority 0.
            if ring.get_keyring().priority > 0:
                self._ring = ring
            else:
                self.problem = BROKEN
        except ImportError:
            self.problem = MISSING
        except (RuntimeError, OSError):  # no D-Bus, no such service
            self.problem = BROKEN

    def get(self, place: str) -> str:
        """The secret of a place like `qmt/ec600s/password`, "" where there is none."""
        return self._call("get_password", place) or ""

    def set(self, place: str, secret: str) -> None:
        """Keeps a secret; an empty one is forgotten."""
        if secret:
            self._call("set_password", place, secret)
        elif self.get(place):
            self._call("delete_password", place)

    def _call(self, name: str, *values: str) -> Any:
        if self._ring is None:
            return None
        try:
            return getattr(self._ring, name)(SERVICE, *values)
        except self._errors:
            self.problem = BROKEN
            return None
