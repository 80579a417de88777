"""The wizards by name. Each is imported when it is asked for."""

from __future__ import annotations

import importlib

from atbench.wizards.wizard import Wizard

NAMES = ("doctor", "qmt")


def wizard(name: str) -> Wizard:
    """Raises KeyError for a name that no wizard has."""
    if name not in NAMES:
        raise KeyError(name)
    found = importlib.import_module(f"atbench.wizards.{name}").WIZARD
    assert isinstance(found, Wizard)
    return found
