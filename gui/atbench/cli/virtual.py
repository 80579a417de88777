"""`atbench virtual ec600s`: a virtual module for other programs; `--list` tells which ones there are."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from atbench import virtual
from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, Port, PortSettings
from atbench.texts import _
from atbench.virtual.address import address, url
from atbench.virtual.serve import Server
from atbench.virtual.state import PROFILES


def add(commands: Any) -> None:
    parser = commands.add_parser("virtual", help=_("serves a virtual module to other programs"))
    parser.add_argument("profile", nargs="?", choices=list(PROFILES), help=_("the kind of module"))
    parser.add_argument("--json", action="store_true", help=_("with --list: as a JSON list"))
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--list", action="store_true", help=_("lists the kinds of modules and what each can do"))
    where.add_argument("--pty", type=Path, metavar="LINK", help=_("on a pseudo terminal with this symbolic link"))
    where.add_argument("--listen", metavar="HOST:PORT", help=_("on a TCP port"))
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME=ADDR:PORT",
        help=_("leads a host name to an address; may be repeated"),
    )
    parser.add_argument(
        "--demo-cloud", action="store_true", help=_("leads all other host names to a cloud inside this program")
    )
    parser.add_argument(
        "--certificates", metavar="DIR", help=_("with --demo-cloud: writes that cloud's certificates to a folder")
    )
    parser.add_argument("--old-tls", action="store_true", help=_("with --demo-cloud: takes TLS 1.0 and 1.1 too"))
    parser.add_argument(
        "--speed", type=_speed, default=1.0, metavar="N", help=_("how many times faster than real the module is")
    )


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0
    if not 0.01 <= speed <= 1000:
        raise argparse.ArgumentTypeError(_("a number from 0.01 to 1000 is needed"))
    return speed


def run(args: argparse.Namespace) -> int:
    """0: ended by Ctrl+C or SIGTERM; 1: the module broke down; 2: it could not be served."""
    if args.list:
        return _list(args.json)
    if args.profile is None:
        return _complain(_("Name the kind of module. Known: {known}").format(known=", ".join(PROFILES)))
    clock = Clock(args.speed)
    try:
        place = url(
            args.profile, local=args.demo_cloud, hosts=args.host, certificates=args.certificates, old_tls=args.old_tls
        )
        listen = address(args.listen) if args.listen else None
        virtual.prepare(place)
    except (ValueError, OSError) as error:
        return _complain(str(error))

    def start(on_bytes: OnBytes, on_closed: OnClosed) -> Port:
        return virtual.open(place, PortSettings(), on_bytes, on_closed, clock)

    server = Server(start)
    try:
        with server.signals():
            if listen:
                server.tcp(listen, _ready)
            else:
                server.pty(args.pty, _ready)
    except OSError as error:
        text = _("{where} cannot be used: {error}. Choose another one.")
        return _complain(
            text.format(where=args.listen or args.pty, error=error.strerror) if error.errno else str(error)
        )
    if server.reason:
        print(server.reason, file=sys.stderr)
    return 1 if server.reason else 0


def _list(as_json: bool) -> int:
    """`psk`: whether TLS with a pre-shared key is real; no module so far has any."""
    if as_json:
        print(
            json.dumps(
                [
                    {"profile": name, "title": profile.title, "commands": list(profile.families), "psk": False}
                    for name, profile in PROFILES.items()
                ]
            )
        )
        return 0
    for name, profile in PROFILES.items():
        print(f"{name}  {profile.title}: {' '.join(profile.families)}")
    return 0


def _ready(where: str) -> None:
    print(_("The virtual module is ready: connect to {where}, any baud rate. Ctrl+C ends it.").format(where=where))
    sys.stdout.flush()


def _complain(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
