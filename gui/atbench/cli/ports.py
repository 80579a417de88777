"""`atbench ports`: the serial ports of this computer."""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import Any

from atbench.port.finder import find
from atbench.texts import _


def add(commands: Any) -> None:
    parser = commands.add_parser("ports", help=_("lists the serial ports"))
    parser.add_argument("--json", action="store_true", help=_("as a JSON list"))


def run(args: argparse.Namespace) -> int:
    found = find()
    if args.json:
        print(json.dumps([dataclasses.asdict(port) for port in found], ensure_ascii=False))
        return 0
    for port in found:
        print(f"{port.url}  {port.title}".rstrip())
    if not found:
        print(_("No serial port found. Plug the module in, or try virtual://ec600s."))
    return 0
