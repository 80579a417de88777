"""`atbench manual [NAME]`: what the manuals say of a command, a URC or an error table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from atbench.cli.explain import family, knowledge
from atbench.knowledge.contents import Entry
from atbench.knowledge.pages import Page, Parameter, Shape, Step
from atbench.texts import N_, _

_KINDS = {"command": N_("Commands"), "urc": N_("URCs"), "errors": N_("Error codes")}
_FORMS = {"test": N_("test"), "read": N_("read"), "write": N_("write"), "execute": N_("execute")}


def add(commands: Any) -> None:
    parser = commands.add_parser("manual", help=_("says what the manuals know of a command, a URC or an error"))
    family(parser)
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=_("like +QMTOPEN; without it: all names"))


def run(args: argparse.Namespace) -> int:
    known = knowledge(args)
    if not known:
        return 2
    if not args.name:
        entries = known.pages.entries()
        rows = [{"name": entry.name, "kind": entry.kind, "title": entry.title} for entry in entries]
        print(json.dumps(rows, ensure_ascii=False, indent=2) if args.json else "\n".join(_contents(entries)))
        return 0
    page = known.pages.page(args.name)
    if page is None:
        near = ", ".join(_near(known.pages.search(args.name)))
        text = _("The manuals of {module} have no {name}.").format(module=known.title, name=args.name)
        print(text + (" " + _("Perhaps: {names}").format(names=near) if near else ""), file=sys.stderr)
        return 1
    print(json.dumps(page.json(), ensure_ascii=False, indent=2) if args.json else "\n".join(lines(page)))
    return 0


def _near(found: list[Entry]) -> list[str]:
    """The first names of a search; a code stands behind its table: `smtp (653: ...)`."""
    names = [f"{entry.name} ({entry.code}: {entry.title})" if entry.code else entry.name for entry in found]
    return list(dict.fromkeys(names))[:5]


def _contents(entries: list[Entry]) -> Iterator[str]:
    kind = ""
    wide = max((len(entry.name) for entry in entries), default=0)
    for entry in entries:
        if entry.kind != kind:
            yield ("\n" if kind else "") + _(_KINDS[entry.kind])
            kind = entry.kind
        yield f"  {entry.name:{wide}}  {entry.title}".rstrip()


def lines(page: Page) -> Iterator[str]:
    """A page as a person reads it."""
    yield f"{page.name}  {page.title}".rstrip()
    source = page.source
    yield f"  {source.manual} {source.version}, {source.section}"
    if page.seconds is not None:
        yield "  " + _("Longest time to the final result: {seconds:g} s").format(seconds=page.seconds)
    if page.late_seconds is not None:
        yield "  " + _("Longest time to the late result: {seconds:g} s").format(seconds=page.late_seconds)
    yield from (f"  {remark}" for remark in (*page.facts, *page.remarks))
    for title, shapes in ((_("Forms"), page.forms), (_("Lines"), page.lines)):
        if shapes:
            yield f"\n{title}"
            for shape in shapes:
                yield from _shape(shape)
    if page.parameters:
        yield "\n" + _("Parameters")
        for parameter in page.parameters:
            yield from _parameter(parameter)
    tries = tuple(map(_step, page.tries))
    for title, sentences in ((_("Likely causes of an error"), page.causes), (_("Try next"), tries)):
        if sentences:
            yield f"\n{title}"
            yield from (f"  - {sentence}" for sentence in sentences)
    for code in page.codes:
        yield f"\n{code.code}  {code.text}"
        yield from (f"    {remark}" for remark in code.remarks)
        yield from ("    " + _("Likely cause: {text}").format(text=cause) for cause in code.causes)
        yield from ("    " + _("Try: {text}").format(text=_step(step)) for step in code.tries)
    if page.used:
        yield "\n" + _("Used by: {names}").format(names=", ".join(name for _key, name in page.used))


def _step(step: Step) -> str:
    return _("{text}: {command}").format(text=step.text, command=step.command) if step.command else step.text


def _shape(shape: Shape) -> Iterator[str]:
    yield f"  {shape.syntax}"
    kind = _(_FORMS[shape.kind]) if shape.kind in _FORMS else shape.kind
    yield f"      {kind}: {shape.text}" if shape.text else f"      {kind}"
    if shape.example != shape.syntax:
        yield "      " + _("Example: {line}").format(line=shape.example)
    yield from (f"      {remark}" for remark in shape.remarks)


def _parameter(parameter: Parameter) -> Iterator[str]:
    parts = [parameter.allowed + (f" {parameter.unit}" if parameter.unit else "") if parameter.allowed else ""]
    parts.append(_("up to {max} B").format(max=parameter.max) if parameter.max is not None else "")
    parts.append(_("default {value}").format(value=parameter.default) if parameter.default else "")
    parts.append(_("secret") if parameter.secret else "")
    facts = "; ".join(part for part in parts if part)
    yield f"  <{parameter.name}>  {parameter.text}" + (f" ({facts})" if facts else "")
    yield from (f"      {value:>4}  {meaning}" for value, meaning in parameter.values)
