"""The rows are complete: `make manuals` finds no gap."""

from __future__ import annotations

import pytest

from tests.knowledge.coverage import DEVIATIONS, MANUALS, Found, look


@pytest.fixture(scope="module")
def found() -> list[Found]:
    return look(strict=True)


@pytest.mark.parametrize("manual", ["files", *MANUALS])
def test_nothing_of_a_manual_is_missing(found: list[Found], manual: str) -> None:
    own = [one for one in found if one.manual == manual and one[:3] not in DEVIATIONS]
    assert own or manual == "files"
    assert [f"{one.column}: {one.name}: {one.gap}" for one in own if one.gap] == []


def test_the_inventory_is_whole(found: list[Found]) -> None:
    commands = {manual: sum((one.manual, one.column) == (manual, "commands") for one in found) for manual in MANUALS}
    smtp, ftp, tencent = (commands[name] for name in ("quectel_smtp", "quectel_ftp", "tencent_iot"))
    assert (smtp, ftp, tencent, commands["gosuncn_aliyun"]) == (7, 18, 15, 6 + 2)
    assert sum(one.name.startswith("+QMTCFG") and one.column == "keys" for one in found) == 17


def test_every_deviation_is_one(found: list[Found]) -> None:
    assert set(DEVIATIONS) <= {one[:3] for one in found if one.gap}
