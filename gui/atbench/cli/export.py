"""`atbench export`: a capture as a file for others."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from atbench.cli.explain import family, knowledge
from atbench.store.capture import files_of
from atbench.store.export import FORMS, export
from atbench.texts import N_, _

_HELP = {
    "raw": N_("the received bytes, exactly"),
    "text": N_("lines with time and direction, secrets masked"),
    "json": N_("one JSON object a line with its meaning, secrets masked"),
}


def add(commands: Any) -> None:
    parser = commands.add_parser("export", help=_("makes a file of a capture"))
    form = parser.add_mutually_exclusive_group(required=True)
    for name in FORMS:
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=_(_HELP[name]))
    family(parser)
    parser.add_argument("capture", type=Path, metavar="CAPTURE", help=_("the capture, without .idx"))
    parser.add_argument("out", metavar="OUT", help=_("the new file; - for standard output"))


def run(args: argparse.Namespace) -> int:
    known = knowledge(args)
    if not known:
        return 2
    try:
        if args.out == "-":
            export(args.form, args.capture, sys.stdout.buffer, known)
        else:
            target = Path(args.out)
            of_capture = [path for path in files_of(args.capture) if path.exists()]
            if target.exists() and any(target.samefile(path) for path in of_capture):
                raise OSError(_("it is the capture itself"))
            with target.open("wb") as out:
                export(args.form, args.capture, out, known)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        text = _("Export failed: {why}. Check both names, your rights and the free space.")
        print(text.format(why=why), file=sys.stderr)
        return 1
    return 0
