"""Every row of the tables of wrong moves, and whether the rows give every code that the manuals have."""

import importlib
import tomllib

import pytest

from atbench.files import resource

from .table import Group, Table

pytest.importorskip("aiosmtpd")
pytest.importorskip("pyftpdlib")
pytest.importorskip("trustme")

NAMES = ("smtp", "ftp", "file", "tcpip", "http", "qmt", "tencent", "gosuncn")
TABLES: dict[str, Table] = {name: importlib.import_module(f"{__package__}.{name}").TABLE for name in NAMES}
GROUPS = {
    f"{name}-{place}": (table, group) for name, table in TABLES.items() for place, group in enumerate(table.groups)
}


@pytest.mark.parametrize("name", GROUPS)
def test_wrong_moves(name: str):
    table, group = GROUPS[name]
    assert isinstance(group, Group)
    table.play(group)


def codes(name: str) -> dict[str, bool]:
    """The codes of a table, and whether they are good."""
    found: dict[str, bool] = {}
    for path in resource("manuals").glob("*/*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("tables", ()):
            if table["name"] == name:
                found |= {str(row["code"]): row.get("good", False) for row in table["codes"]}
    return found


@pytest.mark.parametrize(("manual", "name"), [(manual, name) for manual in TABLES for name in TABLES[manual].covers])
def test_every_code_is_given_or_explained(manual: str, name: str):
    table = TABLES[manual]
    given, never = table.given(name), {str(code) for code in table.never.get(name, {})}
    bad = {code for code, good in codes(name).items() if not good}
    assert bad, name
    assert bad - given == never  # also those that are explained away and given all the same
    assert all(table.never.get(name, {}).values())
