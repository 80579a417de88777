"""`atbench explain LINE`: what one line means."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from atbench.knowledge import Explanation, Knowledge
from atbench.texts import N_, _

KINDS = {
    "command": N_("command"),
    "echo": N_("echo"),
    "answer": N_("answer"),
    "final": N_("final result"),
    "urc": N_("URC"),
    "late": N_("late result"),
    "prompt": N_("prompt"),
    "data": N_("data"),
    "text": N_("text"),
    "noise": N_("noise"),
}


def add(commands: Any) -> None:
    parser = commands.add_parser("explain", help=_("says what a line means"))
    family(parser)
    parser.add_argument("--after", default="", metavar="COMMAND", help=_("the command that was pending"))
    parser.add_argument("--json", action="store_true", help=_("as a JSON object"))
    parser.add_argument(
        "line", metavar="LINE", help=_("what the module said or was told; put -- before it if it starts with -")
    )


def family(parser: argparse.ArgumentParser) -> None:
    """The options that choose the manuals, shared by all that explain."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--family", default="", metavar="F", help=_("manuals to use: quectel, 3gpp, tencent, gosuncn"))
    # It may stand before the command, too; SUPPRESS keeps that one from being reset here.
    group.add_argument(
        "--profile", default=argparse.SUPPRESS, metavar="P", help=_("module whose manuals are used: ec600s, me3630")
    )


def knowledge(args: argparse.Namespace) -> Knowledge | None:
    """The manuals that the arguments name; None, after a message, where there are no such."""
    try:
        known = Knowledge.of(args.home, args.profile or "ec600s", args.family)
        check_profile(args.profile, known)
    except ValueError as error:
        print(error, file=sys.stderr)
        return None
    for warning in known.warnings:
        print(warning, file=sys.stderr)
    return known


def check_profile(name: str, known: Knowledge) -> None:
    """Raises ValueError where `name` is no module; the name of a family is not one."""
    names = [profile.name for file in known.families.values() for profile in file.profiles]
    if name and name not in names:
        text = _("There is no profile {name}. There are: {names}")
        raise ValueError(text.format(name=name, names=", ".join(names)))


def run(args: argparse.Namespace) -> int:
    known = knowledge(args)
    if not known:
        return 2
    # What was typed in another encoding comes as surrogates; its bytes are what counts.
    line = args.line.encode("utf-8", "surrogateescape")
    explanation = known.explain(line, after=args.after.encode("utf-8", "replace").decode())
    if args.json:
        print(json.dumps(explanation.json(), ensure_ascii=False))
    else:
        print("\n".join(lines(explanation)))
    return 0


def lines(explanation: Explanation) -> list[str]:
    """An explanation as a person reads it."""
    kinds = " / ".join(_(KINDS[kind]) for kind in (explanation.kind, *explanation.also))
    doubt = "" if explanation.sure else "? "
    out = [explanation.line, f"  {doubt}{kinds}: {explanation.summary}"]
    out += [f"    {field.name} = {field.value}" + f"  {field.meaning}".rstrip() for field in explanation.fields]
    out += [f"  {remark}" for remark in explanation.remarks]
    if error := explanation.error:
        out.append("  " + _("Error {code}: {meaning}").format(code=error.code, meaning=error.meaning))
        out += ["    " + _("Likely cause: {text}").format(text=cause) for cause in error.causes]
        out += ["    " + _("Try: {text}").format(text=advice) for advice in error.try_]
    if source := explanation.source:
        out.append(f"  {source.manual} {source.version}, {source.section}")
    return out
