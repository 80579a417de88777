from __future__ import annotations

import pytest

from atbench.knowledge.errors import Errors
from atbench.knowledge.load import Manual
from atbench.knowledge.schema import Code, Profile, Table


def table(name: str, commands: list[str] | None = None, word: str = "") -> Table:
    code = Code(200, (name, name), verbose=[word] if word else [])
    return Table(name, "1", "m", "1", "+CME ERROR", commands or [], [code, Code(0, ("ok", "ok"), good=True)])


@pytest.fixture
def errors() -> Errors:
    tables = [table("parent", word="Busy now"), table("child"), table("special", ["+QI"])]
    return Errors(Manual("f", Profile("p", "P"), tables={row.name: row for row in tables}))


@pytest.mark.parametrize(
    ("name", "text", "command", "found"),
    [
        ("+CME ERROR", "200", "", "child"),
        ("+CME ERROR", "200", "+QIACT", "special"),
        ("+CME ERROR", "200", "+CSQ", "child"),
        ("+CME ERR", "200", "", "child"),
        ("+CME ERROR", "busy  NOW", "", "parent"),
    ],
)
def test_numbers_that_collide_are_told_apart_by_the_command(
    errors: Errors, name: str, text: str, command: str, found: str
) -> None:
    hit = errors.final(name, text, command)
    assert hit is not None
    assert hit[0].name == found


@pytest.mark.parametrize(("name", "text"), [("+CME ERROR", "999"), ("+CMS ERROR", "200"), ("+CME ERROR", "0")])
def test_unknown_codes_and_successes_are_no_errors(errors: Errors, name: str, text: str) -> None:
    assert errors.final(name, text, "") is None
