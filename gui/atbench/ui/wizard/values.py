"""What is remembered of a wizard: values in the settings, secrets in the keyring of the system and nowhere else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.texts import _
from atbench.wizards.vault import Vault
from atbench.wizards.wizard import Wizard

if TYPE_CHECKING:
    from atbench.ui.desk import Desk


class Kept(QObject):
    """The values of one wizard for the module in use.

    `wished`: secrets are to be kept, too. `problem` says why they cannot be, "" where they can; None: nobody looked
    yet. Signals: `changed` one of these is another, `found(values)` secrets of the last time.
    """

    changed = Signal()
    found = Signal(dict)

    def __init__(self, desk: Desk, wizard: Wizard) -> None:
        super().__init__()
        self._desk, self._wizard = desk, wizard
        self._vault: Vault | None = None
        self._looking = False
        self.wished = False
        # A file is named, not kept: its path is no secret, but of no use on another day.
        self.secrets = [one.name for one in wizard.fields if one.secret and one.type not in ("file", "files")]

    @property
    def problem(self) -> str | None:
        return None if self._vault is None else _(self._vault.problem) if self._vault.problem else ""

    def load(self) -> dict[str, str]:
        """The defaults, and over them what was used the last time."""
        known = self._desk.workbench.knowledge
        saved = self._desk.settings.get("wizards").get(self._wizard.name, {}).get(self._module, {})
        names = {one.name for one in self._wizard.fields if not one.secret}
        used = {name: value for name, value in saved.items() if name in names and isinstance(value, str)}
        return {**self._wizard.defaults(known), **used}

    def keep(self, values: dict[str, str]) -> None:
        """Remembers what differs from the defaults, without secrets."""
        defaults = self._wizard.defaults(self._desk.workbench.knowledge)
        plain = [one.name for one in self._wizard.fields if not one.secret]
        used = {name: values[name] for name in plain if values.get(name, "") != defaults.get(name, "")}
        saved = self._desk.settings.get("wizards")
        mine = {**saved.get(self._wizard.name, {}), self._module: used}
        try:
            self._desk.settings.set("wizards", {**saved, self._wizard.name: mine})
        except OSError as error:
            text = _("The values of the wizard cannot be kept: {reason}. Make room or change the rights of its folder.")
            self._desk.tell("wizards", text.format(reason=error.strerror or error), "warning")

    def look(self) -> None:
        """Asks for the keyring, once; it may want to be unlocked, so not in the window's thread."""
        if self._vault is None and not self._looking and self.secrets:
            self._looking = True
            self._desk.tasks.start("keyring", self._look())

    def wish(self, on: bool, values: dict[str, str]) -> None:
        """Secrets are to be kept from now on, or forgotten."""
        self.wished = on
        if on:
            self.keep_secrets(values)
        else:
            self._store(dict.fromkeys(self.secrets, ""))

    def keep_secrets(self, values: dict[str, str]) -> None:
        if self.wished:
            self._store({name: values.get(name, "") for name in self.secrets})

    # -- below ---------------------------------------------------------------------------------------------------

    @property
    def _module(self) -> str:
        known = self._desk.workbench.knowledge
        return known.profile or known.family

    def _place(self, name: str) -> str:
        return f"{self._wizard.name}/{self._module}/{name}"

    def _store(self, secrets: dict[str, str]) -> None:
        if self._vault and not self._vault.problem:
            self._desk.tasks.start("keyring", self._set(self._vault, secrets))

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        self._vault = vault = await loop.run_in_executor(None, Vault)
        places = {name: self._place(name) for name in self.secrets}
        held = {name: await loop.run_in_executor(None, vault.get, place) for name, place in places.items()}
        self.wished = any(held.values())
        self.found.emit(held)
        self.changed.emit()

    async def _set(self, vault: Vault, secrets: dict[str, str]) -> None:
        for name, secret in secrets.items():
            await asyncio.get_running_loop().run_in_executor(None, vault.set, self._place(name), secret)
        self.changed.emit()
