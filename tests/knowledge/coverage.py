"""`make manuals`: what the rows hold of what the manuals name, and every gap. Exits with 1 where there is one.

The inventory (`inventory/*.tsv`) was extracted from the manuals by a script, so the two can be held against each other.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from atbench import texts
from atbench.at.dialect import command_form
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual, read_manual
from atbench.knowledge.schema import Command, Urc

HERE = Path(__file__).parent / "inventory"
FAMILIES = ("3gpp", "quectel", "tencent", "gosuncn")
NO_ROW = "no row"
COLUMNS = ("commands", "keys", "forms", "times", "URCs", "odd lines", "codes")

# The family whose rows hold a manual, and a word of the title that these rows name as their source.
MANUALS = {
    "quectel_at": ("quectel", "AT commands"),
    "quectel_smtp": ("quectel", "SMTP"),
    "quectel_ftp": ("quectel", "FTP"),
    "quectel_mqtt": ("quectel", "MQTT"),
    "quectel_file": ("quectel", "FILE"),
    "quectel_tcpip": ("quectel", "TCP/IP"),
    "quectel_https": ("quectel", "HTTP"),
    "quectel_ssl": ("quectel", "Quectel"),  # its own note is not there: others name it
    "tencent_iot": ("tencent", "Tencent"),
    "gosuncn_aliyun": ("gosuncn", "ME3630"),
    "3gpp": ("3gpp", ""),
    "mentioned": ("", ""),  # names without a chapter of their own
    "others": ("", ""),
}

# Tables whose codes stand in another one: the same numbers with the same meaning.
WITHIN = {
    "cme_quectel_at": "cme_3gpp",
    "cms_quectel_at": "cms_3gpp",
    "tcpip_unverified": "tcpip",
    "tencent_cme_later": "tencent_cme",
    "ssl_reuses_tcpip": "tcpip",
    "ssl_field_obs": "tcpip",
    "ssl_in_other_family": "smtp ftp tencent_exec",
}

# (manual, column, name): why the rows are right to differ.
DEVIATIONS = {
    ("quectel_mqtt", "codes", "qmtstat_err 9-255"): "reserved numbers: the field tells it, no code",
}


class Found(NamedTuple):
    """One name of the inventory: `gap` says what is wrong with its row, "" for nothing."""

    manual: str
    column: str
    name: str
    gap: str


def read(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def look(strict: bool = False) -> list[Found]:
    """Every name of the inventory; with `strict` the deviations too."""
    manuals = {family: read_manual(resource("manuals"), None, "", family) for family in FAMILIES}
    slips = dict.fromkeys(slip for manual in manuals.values() for slip in manual.warnings)
    found = [Found("files", "", "", slip) for slip in slips]
    found += [*_manuals(manuals), *_mentioned(manuals.values()), *_lines(), *_codes(manuals.values())]
    return [one for one in found if strict or one[:3] not in DEVIATIONS]


def _manuals(manuals: dict[str, Manual]) -> Iterator[Found]:
    for name, (family, title) in MANUALS.items():
        for row in read(name) if title else ():
            command, _blank, key = row["name"].partition(" ")
            known: Command | Urc | None = manuals[family].commands.get(command)
            if row["kind"] == "urc":
                known = manuals[family].urcs.get(command)
            for column, check in CHECKS[row["kind"]].items():
                told = {**row, "title": title, "key": key}
                yield Found(name, column, row["name"], check(known, told) if known else NO_ROW)


def _place(known: Command | Urc, row: dict[str, str]) -> str:
    if row["title"].casefold() not in known.manual.casefold():
        return f"its source is {known.manual}"
    wanted, given = row["section"], known.section
    part = isinstance(known, Urc) and wanted.startswith(f"{given}.")  # a line with several sections
    return "" if wanted in ("", given) or part else f"{given}, but it is {wanted}"


def _forms(known: Command, row: dict[str, str]) -> str:
    given = {command_form(form.syntax) for form in known.forms}
    return ", ".join(form for form in row["forms"].split() if form not in given)


def _key(known: Command, row: dict[str, str]) -> str:
    return "" if _same(row["key"]) in _keys(known) else "no form"


def _keys(known: Command) -> set[str]:
    firsts = (parse(form.syntax).params[:1] for form in known.forms)
    fixed = {_same(param.name) for params in firsts for param in params if param.fixed}
    keys = {param.key for form in known.forms for param in parse(form.syntax).params[:1]}
    return fixed | {_same(value) for key in keys & set(known.fields) for value in known.fields[key].values}


def _same(key: str) -> str:
    return key.strip('"').casefold().replace("_", "").replace(" ", "")


def _time(known: Command, row: dict[str, str]) -> str:
    if not (row["seconds"] or row["depends"]):
        return ""
    key = f'"{row["key"]}"'.casefold() if row["key"] else ""
    own = [form.seconds for form in known.forms if key in form.syntax.casefold()]
    times = [time for time in (*own, known.seconds, known.late_seconds) if time is not None]
    told = ", ".join(map(str, times)) or "none"
    if not row["seconds"]:
        return "" if times or known.seconds_by or known.late_by else f"none, it depends on {row['depends']}"
    return "" if float(row["seconds"]) in times else f"{told}, but it is {row['seconds']} s"


CHECKS: dict[str, dict[str, Callable[[Any, dict[str, str]], str]]] = {
    "command": {"commands": _place, "forms": _forms, "times": _time},
    "key": {"keys": _key, "times": _time},
    "urc": {"URCs": _place},
}


def _mentioned(manuals: Iterable[Manual]) -> Iterator[Found]:
    commands = [command for manual in manuals for command in manual.commands.values()]
    names = {command.name for command in commands} | {alias.name for command in commands for alias in command.aliases}
    for row in read("mentioned"):
        yield Found("mentioned", "commands", row["name"], "" if row["name"] in names else f"{NO_ROW}, {row['where']}")


def _lines() -> Iterator[Found]:
    texts.use("en")
    known = {family: Knowledge(resource("manuals"), family=family, cache="") for family in FAMILIES}
    for column, name in (("URCs", "urcs"), ("odd lines", "printed")):
        for row in read(name):
            own = MANUALS[row["manual"]][0]
            gaps = [_line(known[family], row) for family in ([own] if own else FAMILIES)]
            yield Found(row["manual"], column, row["line"], "" if "" in gaps else gaps[0])


def _line(known: Knowledge, row: dict[str, str]) -> str:
    told = known.explain(row["line"], after=row.get("after", ""))
    if told.source is None:
        return "not known"
    if any(field.name.isdigit() for field in told.fields):
        return "another shape"
    return "no note that it is odd" if row.get("note") and not told.remarks else ""


def _codes(manuals: Iterable[Manual]) -> Iterator[Found]:
    codes: dict[str, set[str]] = defaultdict(set)
    for manual in manuals:
        for table in manual.tables.values():
            codes[table.name].update(str(code.code) for code in table.codes)
    for row in read("errors"):
        name = row["table"]
        known = codes[name].union(*(codes[other] for other in WITHIN.get(name, name).split()))
        yield Found(row["manual"], "codes", f"{name} {row['code']}", "" if row["code"] in known else "no code")


def main() -> int:
    found = look()
    print(f"{'':16}" + "".join(f"{column:>12}" for column in COLUMNS))
    for manual in MANUALS:
        cells = [[one for one in found if (one.manual, one.column) == (manual, column)] for column in COLUMNS]
        words = (f"{sum(not one.gap for one in cell)}/{len(cell)}" if cell else "-" for cell in cells)
        print(f"{manual:16}" + "".join(f"{word:>12}" for word in words))
    gaps = [one for one in found if one.gap]
    for one in gaps:
        if one.gap != NO_ROW or one.column not in ("keys", "forms", "times"):  # said once
            print(f"{one.manual}: {one.column}: {one.name}: {one.gap}")
    print(f"{len(gaps)} gaps" if gaps else "nothing is missing")
    return min(len(gaps), 1)


if __name__ == "__main__":
    sys.exit(main())
