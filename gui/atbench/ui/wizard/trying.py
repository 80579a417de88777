"""Values to try a wizard with: they work on its virtual module, and never take the place of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from atbench.wizards.wizard import holds

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.work import Work


class Samples:
    """`names` are the fields that hold a sample; what the user gives one of them is his own at once."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}  # what stood there before

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._own)

    def given(self, name: str) -> None:
        """The user gave a field a value."""
        self._own.pop(name, None)

    def take(self, values: Mapping[str, str], samples: Mapping[str, str]) -> None:
        """`samples` stand in the place of `values` from now on."""
        self._own = {name: self._own.get(name, values.get(name, "")) for name in samples}

    def own(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values that may be kept: the user's own where a sample stands."""
        return {**values, **self._own}

    def give_back(self) -> dict[str, str]:
        """The user's own values of the fields that hold a sample."""
        own, self._own = self._own, {}
        return own


def can_fill(desk: Desk, work: Work) -> bool:
    """Whether a virtual module waits for values that nobody gave."""
    if desk.workbench.far_end is None or work.samples.names or work.running or not work.fits:
        return False
    fields = (field for field in work.wizard.fields if field.needed and holds(field.when, work.values))
    return any(not work.values.get(field.name) for field in fields)


def fill(desk: Desk, work: Work) -> None:
    """Fills the samples in; the files that they name are made. Raises OSError."""
    from atbench.wizards.samples import sample  # with the clouds of the virtual modules: only where it is wanted

    folder = desk.workbench.home.folder / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    values = sample(work.wizard.name, folder)
    before = dict(work.values)
    work.use_values(values)
    work.samples.take(before, values)
    work.changed.emit()


async def try_out(desk: Desk, work: Work, url: str = "") -> None:
    """Opens the virtual module of a wizard, and fills samples in."""
    await desk.ports.open_now(url or f"virtual://{work.wizard.profile}")
    if desk.workbench.far_end is not None:
        fill(desk, work)
