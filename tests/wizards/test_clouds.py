"""Causes that concern another cloud than the one that was chosen are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from atbench import texts
from atbench.files import Home
from atbench.knowledge import Knowledge
from atbench.wizards.clouds import NAMES, concerning

TOLD = ("Aliyun: the secret", "For Aliyun: wrong form", "Tencent: expired", "The server; Aliyun hangs up", "User")


@pytest.mark.parametrize(
    ("cloud", "left"),
    [
        ("any", (0, 1, 2, 3, 4)),
        ("", (0, 1, 2, 3, 4)),
        ("aliyun", (0, 1, 3, 4)),
        ("aliyun_signed", (0, 1, 3, 4)),
        ("onenet", (3, 4)),
    ],
)
def test_those_of_other_clouds_go(cloud: str, left: tuple[int, ...]) -> None:
    assert concerning(TOLD, cloud) == tuple(TOLD[number] for number in left)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_manuals_name_the_clouds_as_expected(tmp_path: Path, language: str) -> None:
    """A refused sign-in has causes of two clouds: in both languages one of them goes."""
    texts.use(language)
    try:
        told = Knowledge.of(Home(tmp_path), "ec600s").explain("+QMTCONN: 0,0,4")
        assert told.error
        for cloud in ("aliyun", "onenet"):
            left = concerning(told.error.causes, cloud)
            assert 0 < len(left) < len(told.error.causes)
            others = [name for other, names in NAMES.items() if other != cloud for name in names]
            assert not any(text.startswith(tuple(others)) for text in left)
    finally:
        texts.use("en")
