from __future__ import annotations

import msgspec

from atbench.knowledge.check import problems
from atbench.knowledge.schema import Command as Row
from atbench.knowledge.schema import Field, File, Form, Header, Source

FILE = File(Source("m", "1"))


def test_a_good_file_has_none() -> None:
    row = Row("+X", "1", forms=[Form("AT+X=<n>", "AT+X=1")], fields={"n": Field(("n", "n"))})
    assert not list(problems(msgspec.structs.replace(FILE, commands=[row])))


def test_every_bad_row_is_told() -> None:
    row = Row("+X", "1", forms=[Form("AT+X=<n>", "AT+X=1"), Form("AT+X?", "AT+Y?")])
    found = list(problems(msgspec.structs.replace(FILE, commands=[row])))
    assert ["forms[0]" in found[0], "forms[1]" in found[1]] == [True, True]


def test_a_header_needs_the_group_n() -> None:
    header = Header("+X", "+X", "1", r"\+X: \d+,", "+X: 5,")
    (found,) = problems(msgspec.structs.replace(FILE, headers=[header]))
    assert "group n" in found
