"""`atbench sets show|run FILE`: command lists without a window."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from atbench.at.values import whole
from atbench.cli.explain import check_profile
from atbench.command_sets.load import load
from atbench.command_sets.model import CommandSet, Row, Warning_
from atbench.command_sets.report import STATES, Report, RowResult
from atbench.command_sets.runner import Runner
from atbench.knowledge import Knowledge
from atbench.port.port import PortLost, PortSettings
from atbench.texts import _
from atbench.workbench import Workbench


def add(commands: Any) -> None:
    parser = commands.add_parser("sets", help=_("shows or runs a command list"))
    ways = parser.add_subparsers(dest="way", required=True, metavar=_("WAY"))
    show = ways.add_parser("show", help=_("prints the rows of a list"))
    run = ways.add_parser("run", help=_("runs the ticked rows and waits for their answers"))
    for way in (show, run):
        way.add_argument("file", type=Path, metavar="FILE", help=_("a QCOM list (.ini)"))
        way.add_argument("--json", action="store_true", help=_("as JSON"))
        for name in ("--home", "--lang"):
            way.add_argument(name, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    # The same options may stand before `sets`; SUPPRESS keeps them from being reset here.
    run.add_argument("--port", metavar="URL", default=argparse.SUPPRESS, help=_("port: COM7, virtual://ec600s"))
    run.add_argument("--baud", type=positive, metavar="N", default=argparse.SUPPRESS, help=_("bits a second"))
    run.add_argument(
        "--profile", default=argparse.SUPPRESS, metavar="P", help=_("module whose manuals are used: ec600s, me3630")
    )
    run.add_argument("--record", type=Path, metavar="PATH", default=argparse.SUPPRESS, help=_("file for the capture"))
    run.add_argument("--all", action="store_true", help=_("run all rows, ticked or not"))
    run.add_argument("--rounds", type=positive, metavar="N", help=_("how often, instead of the list's run times"))
    run.add_argument("--go-on", action="store_true", help=_("go on after errors and time-outs"))
    run.add_argument("--qcom-timing", action="store_true", help=_("send by the clock alone, without waiting"))


def positive(text: str) -> int:
    if (number := whole(text)) is None or number < 1:
        raise argparse.ArgumentTypeError(_("a whole number from 1 on is needed"))
    return number


def run(args: argparse.Namespace) -> int:
    """0: shown, or every row passed; 1: a row or the port failed; 2: nothing could be started."""
    try:
        commands = load(args.file)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if args.way == "show":
        _show(commands, args.json)
        return 0
    commands = _chosen(commands, args)
    if wrong := _unready(commands, args):
        print(wrong, file=sys.stderr)
        return 2
    return asyncio.run(_run(commands, args))


def _chosen(commands: CommandSet, args: argparse.Namespace) -> CommandSet:
    commands = commands.all_selected() if args.all else commands
    return replace(commands, rounds=args.rounds or commands.rounds)


def _unready(commands: CommandSet, args: argparse.Namespace) -> str:
    name = args.file.name
    if not commands.rows:
        return _("{file} has no commands. Choose another list.").format(file=name)
    if not any(row.selected for row in commands.rows):
        text = _("No row of {file} is ticked, as is usual for lists of QCOM. Tick rows, or run all with --all.")
        return text.format(file=name)
    if not args.port:
        return _("Say which port to use: --port COM7, --port /dev/ttyUSB2 or --port virtual://ec600s.")
    return ""


async def _run(commands: CommandSet, args: argparse.Namespace) -> int:
    bench = Workbench(args.home, profile=args.profile)
    try:
        check_profile(args.profile, bench.knowledge)
        session = await bench.open(args.port, PortSettings(baud=args.baud or 115200), args.record)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, OSError) else 2
    printer = _Printer(bench.knowledge, args.json)
    bench.on_change.append(functools.partial(_tell_problem, bench))
    try:
        if not args.json:
            _print_warnings(commands.warnings)
        with contextlib.suppress(PortLost):  # the first row will say so
            await bench.started()
        runner = Runner(session, bench.knowledge, bench.clock, printer.row)
        report = await runner.run(commands, go_on=args.go_on, qcom_timing=args.qcom_timing)
    finally:
        await bench.close()
    printer.end(report)
    return 0 if report.ok else 1


def _tell_problem(bench: Workbench) -> None:
    """The port was lost, or the disk takes no more: at once, and not among the results."""
    if bench.problem:
        print(bench.problem, file=sys.stderr, flush=True)


class _Printer:
    """Prints results as they come, secrets masked."""

    def __init__(self, knowledge: Knowledge, as_json: bool) -> None:
        self._mask = knowledge.mask
        self._json = as_json

    def row(self, result: RowResult) -> None:
        if result.state == "running":
            return
        if self._json:
            print(json.dumps(result.json(self._mask), ensure_ascii=False), flush=True)
            return
        line = f"{result.n:>4}  {_(STATES[result.state]):<9}  {result.seconds:7.2f} s  {self._mask(result.text)}"
        note = self._mask(result.note)
        print(f"{line}   · {note}" if note else line, flush=True)

    def end(self, report: Report) -> None:
        if self._json:
            print(json.dumps(report.json(self._mask), ensure_ascii=False), flush=True)
            return
        counts = [f"{report.count(state)} {_(text)}" for state, text in STATES.items() if report.count(state)]
        text = _("{counts} in {seconds:.1f} s").format(counts=", ".join(counts), seconds=report.seconds)
        print(text + (f": {self._mask(report.reason)}" if report.reason else ""))


def _show(commands: CommandSet, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_json(commands), ensure_ascii=False))
        return
    head = _("{format}, {encoding}, run times {rounds}, delay {delay} ms").format(
        format=commands.format,
        encoding=commands.encoding,
        rounds=commands.rounds,
        delay=commands.default_delay_ms,
    )
    print(head)
    for row in commands.rows:
        print(_line(row))
    _print_warnings(commands.warnings)


def _json(commands: CommandSet) -> dict[str, object]:
    return {
        "format": commands.format,
        "encoding": commands.encoding,
        "default_delay_ms": commands.default_delay_ms,
        "rounds": commands.rounds,
        "rows": [
            {
                "n": row.n,
                "text": row.text,
                "hex": row.hex,
                "enter": row.enter,
                "selected": row.selected,
                "delay_ms": row.delay_ms,
            }
            for row in commands.rows
        ],
        "warnings": [{"row": warning.row, "text": warning.text} for warning in commands.warnings],
    }


def _line(row: Row) -> str:
    marks = [
        "HEX" if row.hex else "",
        "" if row.enter else _("no Enter"),
        "" if row.delay_ms is None else f"{row.delay_ms} ms",
    ]
    told = ", ".join(mark for mark in marks if mark)
    return f"{row.n:>4} [{'x' if row.selected else ' '}] {row.text}" + (f"   ({told})" if told else "")


def _print_warnings(warnings: tuple[Warning_, ...]) -> None:
    for warning in warnings:
        place = _("row {n}").format(n=warning.row) if warning.row else _("file")
        print(f"{place}: {warning.text}", file=sys.stderr)
