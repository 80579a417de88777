"""The wizards by name. Each is imported when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atbench.wizards.wizard import Wizard

NAMES = ("doctor", "smtp", "ftp", "tencent", "me3630", "qmt", "files", "tcp", "http")


def wizard(name: str) -> Wizard:
    """Raises KeyError for a name that no wizard has."""
    if name not in NAMES:
        raise KeyError(name)
    found: Wizard = importlib.import_module(f"atbench.wizards.jobs.{name}").WIZARD
    return found
