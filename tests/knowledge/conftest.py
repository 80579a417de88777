from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atbench import texts
from atbench.files import resource
from atbench.knowledge import Knowledge


@pytest.fixture(scope="session")
def ec600s(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The shipped rows, with a cache of this test run's own."""
    return Knowledge(resource("manuals"), cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def chinese() -> Iterator[None]:
    texts.use("zh_CN")
    yield
    texts.use("en")


@pytest.fixture(autouse=True)
def _english() -> None:
    texts.use("en")


@pytest.fixture
def manuals(tmp_path: Path) -> Path:
    """A small family of two files, to break."""
    folder = tmp_path / "manuals" / "acme"
    folder.mkdir(parents=True)
    (folder / "family.toml").write_text(
        """
title = "Acme"
profiles = [{ name = "acme1", title = "Acme One" }]
[source]
manual = "Acme AT manual"
version = "1.0"
""",
        "utf-8",
    )
    (folder / "rows.toml").write_text(
        """
[source]
manual = "Acme AT manual"
version = "1.0"
[fields.level]
text = ["level", "级别"]
range = [0, 9]
[[commands]]
name = "+LAMP"
section = "2"
text = ["Lamp", "灯"]
forms = [{ syntax = "AT+LAMP=<level>", example = "AT+LAMP=3" }]
answers = [{ form = "write", syntax = "+LAMP: <level>", example = "+LAMP: 3" }]
""",
        "utf-8",
    )
    return tmp_path / "manuals"
