"""Secrets in the keyring of the system: with one that works, with none, with a broken one."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from atbench.wizards.vault import BROKEN, MISSING, Vault


class KeyringError(Exception):
    pass


def ring(monkeypatch: pytest.MonkeyPatch, priority: float = 5, **more: Any) -> dict[tuple[str, str], str]:
    """Puts a keyring in the place of the system's; returns what it holds."""
    held: dict[tuple[str, str], str] = {}
    module = ModuleType("keyring")
    module.errors = SimpleNamespace(KeyringError=KeyringError)  # type: ignore[attr-defined]
    module.get_keyring = lambda: SimpleNamespace(priority=priority)  # type: ignore[attr-defined]
    module.get_password = lambda service, name: held.get((service, name))  # type: ignore[attr-defined]
    module.set_password = lambda service, name, value: held.update({(service, name): value})  # type: ignore[attr-defined]
    module.delete_password = lambda service, name: held.pop((service, name))  # type: ignore[attr-defined]
    for name, value in more.items():
        setattr(module, name, value)
    monkeypatch.setitem(sys.modules, "keyring", module)
    return held


def test_a_secret_is_kept_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    held = ring(monkeypatch)
    vault = Vault()
    assert vault.problem == ""
    vault.set("qmt/ec600s/password", "open sesame")
    assert held == {("atbench", "qmt/ec600s/password"): "open sesame"}
    assert vault.get("qmt/ec600s/password") == "open sesame"
    vault.set("qmt/ec600s/password", "")
    vault.set("qmt/ec600s/other", "")  # nothing to forget
    assert held == {}


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    vault = Vault()
    assert vault.problem == MISSING
    vault.set("a", "b")
    assert vault.get("a") == ""


def test_a_system_without_a_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    held = ring(monkeypatch, priority=0)
    vault = Vault()
    assert vault.problem == BROKEN
    vault.set("a", "b")
    assert held == {}


def test_a_keyring_that_stays_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_given: str) -> None:
        raise KeyringError

    ring(monkeypatch, get_password=locked)
    vault = Vault()
    assert vault.get("a") == ""
    assert vault.problem == BROKEN
