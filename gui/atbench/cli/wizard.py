"""`atbench wizard list|show|run`: jobs walked through step by step, without a window."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from atbench.cli.sets import positive
from atbench.cli.ticker import Ticker
from atbench.cli.wizard_report import Notes
from atbench.cli.wizard_show import show
from atbench.port.port import PortLost, PortSettings
from atbench.texts import N_, _
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.fitting import warning
from atbench.wizards.presets import read_preset
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Wizard
from atbench.workbench import Workbench

STATES = {
    "passed": N_("passed"),
    "failed": N_("failed"),
    "skipped": N_("skipped"),
    "stopped": N_("stopped"),
}


def add(commands: Any) -> None:
    parser = commands.add_parser("wizard", help=_("walks through a job step by step"))
    ways = parser.add_subparsers(dest="way", required=True, metavar=_("WAY"))
    listing = ways.add_parser("list", help=_("names the wizards"))
    showing = ways.add_parser("show", help=_("says what a wizard asks and does"))
    run = ways.add_parser("run", help=_("runs a wizard: a line for each step, exit code 0 only when all worked"))
    for way in (listing, showing, run):
        way.add_argument("--json", action="store_true", help=_("as JSON"))
        for name in ("--home", "--lang"):
            way.add_argument(name, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    for way in (showing, run):
        way.add_argument("name", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    run.add_argument("--port", metavar="URL", default=argparse.SUPPRESS, help=_("port: COM7, virtual://ec600s"))
    run.add_argument("--baud", type=positive, metavar="N", default=argparse.SUPPRESS, help=_("bits a second"))
    run.add_argument("--record", type=Path, metavar="PATH", default=argparse.SUPPRESS, help=_("file for the capture"))
    run.add_argument("--set", action="append", default=[], metavar="K=V", help=_("value of a field"))
    secret = _("a secret, from a variable; like all that is sent it stands in the capture")
    run.add_argument("--secret-env", action="append", default=[], metavar="K=ENV", help=secret)
    report = _("file for a report: a page where it ends with .html, else a text; without secrets")
    run.add_argument("--report", type=Path, metavar="FILE", help=report)
    run.add_argument("--preset", type=Path, metavar="FILE", help=_("values from a file (TOML)"))


def run(args: argparse.Namespace) -> int:
    """0: shown, or every step worked; 1: a step or the port failed; 2: nothing could be started."""
    if args.way == "list":
        return _list(args.json)
    known = wizard(args.name)
    workbench = Workbench(args.home, profile=known.profile if args.way == "show" else "")
    if args.way == "show":
        return show(known, workbench.knowledge, args.json)
    try:
        given = _values(known, args)
    except OSError as error:
        text = _("{file} cannot be read: {why}. Check the name and your rights.")
        print(text.format(file=error.filename, why=error.strerror or error), file=sys.stderr)
        return 2
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not args.port:
        print(
            _("Which port? Say it with --port, like --port virtual://{name}").format(name=known.profile),
            file=sys.stderr,
        )
        return 2
    return asyncio.run(_run(known, workbench, given, args))


def _list(as_json: bool) -> int:
    rows = [{"name": known.name, "title": _(known.text), "why": _(known.why)} for known in map(wizard, NAMES)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{row['name']:8}  {row['title']}: {row['why']}" for row in rows))
    return 0


def _values(known: Wizard, args: argparse.Namespace) -> dict[str, str]:
    """Preset, then --set, then --secret-env. Raises ValueError, OSError with a text for the user."""
    names = {field.name: field for field in known.fields}
    given = read_preset(args.preset, known) if args.preset else {}
    for option, pairs in (("--set", args.set), ("--secret-env", args.secret_env)):
        for pair in pairs:
            name, equals, value = pair.partition("=")
            if not equals or name not in names:
                text = _("{option} {pair}: {wizard} has these fields: {names}")
                raise ValueError(text.format(option=option, pair=name, wizard=known.name, names=", ".join(names)))
            if option == "--secret-env":
                if value not in os.environ:
                    raise ValueError(_("There is no variable {name} for {field}").format(name=value, field=name))
                value = os.environ[value]
            given[name] = value
    return given


async def _run(known: Wizard, workbench: Workbench, given: dict[str, str], args: argparse.Namespace) -> int:
    line = PortSettings(baud=args.baud) if args.baud else PortSettings()
    try:
        session = await workbench.open(args.port, line, args.record)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        await workbench.started()
        values = {**known.defaults(workbench.knowledge), **given}
        if wrong := known.refusals(values, workbench.knowledge):
            print("\n".join(wrong.values()), file=sys.stderr)
            return 2
        _warn(known, workbench, values)
        talk = Talk(session, workbench.knowledge, workbench.clock, values)
        ticker, notes = Ticker(workbench.clock), Notes(session)
        talk.tell = ticker.tell

        def told(result: StepResult) -> None:
            ticker.begin()
            notes.hear(result)
            _tell(known, result, talk, args.json)

        work = Run(known, talk, told)
        try:
            ok = await work.all()
        finally:
            with contextlib.suppress(PortLost):
                await work.undo()
        if args.report and not _report(args.report, notes, work):
            return 2
        return 0 if ok else 1
    finally:
        await workbench.close()


def _report(path: Path, notes: Notes, work: Run) -> bool:
    try:
        notes.write(path, work)
    except OSError as error:
        text = _("{path} cannot be written: {why}")
        print(text.format(path=path, why=error.strerror or error), file=sys.stderr)
        return False
    return True


def _warn(known: Wizard, workbench: Workbench, values: dict[str, str]) -> None:
    """What the module lacks, what looks wrong, and where the secrets will stand."""
    if lacks := warning(known, workbench.knowledge):
        print(lacks, file=sys.stderr)
    for name, doubt in known.doubts(values).items():
        print(f"{_(known.field(name).text)}: {doubt}", file=sys.stderr)
    path = workbench.capture.path if workbench.capture else None
    if path and any(field.secret and values.get(field.name) for field in known.fields):
        text = _("The capture {path} holds all that is sent as it is, secrets too.")
        print(text.format(path=path), file=sys.stderr)


def _tell(known: Wizard, result: StepResult, talk: Talk, as_json: bool) -> None:
    if result.state in ("running", "waiting", "again") or (result.state != "skipped" and not result.seconds):
        return
    # Commands in a note are masked already; what else it says may be an identity.
    note = result.note if result.note.startswith("AT") else talk.knowledge.mask(result.note)
    if as_json:
        row = {"step": result.step, "state": result.state, "note": note, "seconds": round(result.seconds, 3)}
        print(json.dumps(row, ensure_ascii=False), flush=True)
        return
    step = next(step for step in known.steps if step.name == result.step)
    title = _((step.on(talk.knowledge.commands) or step).text)
    print(f"{_(STATES[result.state]):8} {title}: {note} ({result.seconds:.1f} s)", flush=True)
    for cause in result.causes:
        print("    " + _("Likely cause: {text}").format(text=cause))
    for advice in result.tries:
        print("    " + _("Try: {text}").format(text=advice))
    for command in dict.fromkeys(result.remedies):
        if not any(command in advice for advice in result.tries):
            print("    " + _("Command: {text}").format(text=command))
