"""The ME3630 wizard: which firmware it takes, and what it would send."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest
from tests.wizards.rehearsal import knowledge

from atbench.wizards.jobs.me3630 import FIRST, WIZARD, firmware
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed


class _Told:
    """A module that says which firmware it has."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)

    async def lines(self, command: str) -> list[str]:
        assert command == "AT+CGMR"
        return self._lines


def _ask(*lines: str) -> str:
    return asyncio.run(firmware(cast("Talk", _Told(*lines))))


@pytest.mark.parametrize("name", [FIRST, "AL_ME3630C1CV1.0B03", "al_me3630c1cv1.1b00", "AL_ME3630C1CV2.0B01"])
def test_firmware_with_the_commands(name: str) -> None:
    assert f"from {FIRST} on" in _ask("GOSUNCN", name)


@pytest.mark.parametrize("name", ["AL_ME3630C1CV0.9B09", "AL_ME3630C1CV1.0B00"])
def test_firmware_from_before(name: str) -> None:
    with pytest.raises(StepFailed, match="older than"):
        _ask(name)


@pytest.mark.parametrize("name", ["ME3630C1CV2.0B05", "EC20CEFAGR06A05M4G", "AL_ME3630E2CV3.0B01", ""])
def test_another_line_cannot_be_compared(name: str) -> None:
    assert f"no firmware of the line of {FIRST}" in _ask(name)


@pytest.mark.parametrize(
    ("values", "name"),
    [({"topic": "t", "message": "a\nb"}, "message"), ({"subscribe": "\n".join("abcdefghi")}, "subscribe")],
)
def test_what_one_command_cannot_carry_is_held(values: dict[str, str], name: str) -> None:
    known = knowledge("me3630")
    given = {**WIZARD.defaults(known), "product": "p", "device": "d", "secret": "s", **values}
    assert list(WIZARD.refusals(given, known)) == [name]
