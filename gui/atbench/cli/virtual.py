"""`atbench virtual ec600s`: virtual modules for other programs and machines; `--list` tells which ones there are."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from atbench import virtual
from atbench.cli import virtual_list
from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, Port, PortSettings
from atbench.texts import _
from atbench.virtual.address import address, speed, url
from atbench.virtual.crew import Job, serve
from atbench.virtual.serve import Ready, Server
from atbench.virtual.state import PROFILES


class Where(NamedTuple):
    """A place to serve at: the option that named it, and what stood behind it."""

    way: str
    text: str


def add(commands: Any) -> None:
    parser = commands.add_parser("virtual", help=_("serves a virtual module to other programs"))
    parser.add_argument(
        "profiles",
        nargs="*",
        type=_profile,
        metavar="PROFILE",
        help=_("the kind of module; several for several places"),
    )
    parser.add_argument("--list", action="store_true", help=_("lists the kinds of modules and what each can do"))
    parser.add_argument("--faults", action="store_true", help=_("lists what --fault may switch on"))
    parser.add_argument("--json", action="store_true", help=_("with --list and --faults: as a JSON list"))
    _where(parser)
    _cloud(parser)
    _manners(parser)


def _where(parser: argparse.ArgumentParser) -> None:
    places = (
        ("pty", "LINK", _("on a pseudo terminal with this symbolic link; may be repeated")),
        ("listen", "HOST:PORT", _("on a TCP port; may be repeated")),
        ("port", "DEVICE", _("at a serial port, for the firmware of a device; may be repeated")),
    )
    for way, what, text in places:
        kind = functools.partial(Where, way)
        parser.add_argument(f"--{way}", dest="where", action="append", default=[], type=kind, metavar=what, help=text)
    parser.add_argument("--baud", type=_speed, default=115200, metavar="N", help=_("with --port: its baud rate"))


def _cloud(parser: argparse.ArgumentParser) -> None:
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


def _manners(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--speed", metavar="BAUD", help=_("bytes come and go at the pace of this baud rate"))
    parser.add_argument(
        "--faster", type=_factor, default=1.0, metavar="N", help=_("how many times faster than real the module is")
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[=VALUE]",
        help=_("a fault that it has from the beginning; may be repeated"),
    )
    parser.add_argument("--script", metavar="FILE", help=_("URCs, faults and messages at given times"))
    parser.add_argument("--state", metavar="FILE", help=_("keeps files and settings of the module from run to run"))


def _profile(text: str) -> str:
    if text not in PROFILES:
        known = ", ".join(PROFILES)
        text = _("There is no virtual module “{name}”. Known: {known}").format(name=text, known=known)
        raise argparse.ArgumentTypeError(text.replace("%", "%%"))
    return text


def _speed(text: str) -> int:
    try:
        return speed(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _factor(text: str) -> float:
    try:
        factor = float(text)
    except ValueError:
        factor = 0
    if not 0.01 <= factor <= 1000:
        raise argparse.ArgumentTypeError(_("a number from 0.01 to 1000 is needed"))
    return factor


def run(args: argparse.Namespace) -> int:
    """0: ended by Ctrl+C or SIGTERM; 1: a module broke down; 2: one could not be served."""
    if args.list or args.faults:
        if args.where:
            return _complain(_("--list and --faults stand alone: they serve nothing."))
        return virtual_list.profiles(args.json) if args.list else virtual_list.faults(args.json)
    try:
        jobs = list(_jobs(args))
    except (ValueError, OSError) as error:
        return _complain(str(error))
    serve(jobs)
    errors = [job.error for job in jobs if job.error]
    reasons = [job.server.reason for job in jobs if job.server.reason]
    for text in [*map(str, errors), *reasons]:
        print(text, file=sys.stderr)
    return 2 if errors else 1 if reasons else 0


def _jobs(args: argparse.Namespace) -> Iterator[Job]:
    """Raises OSError and ValueError, with a text for the user, for what cannot be."""
    where: list[Where] = args.where
    if not args.profiles:
        raise ValueError(_("Name the kind of module. Known: {known}").format(known=", ".join(PROFILES)))
    if not where:
        raise ValueError(_("Say where it is to be found: --pty LINK, --listen HOST:PORT or --port DEVICE."))
    if len(args.profiles) not in (1, len(where)):
        raise ValueError(_("Name one kind of module for all places, or one for each."))
    if args.state and len(where) > 1:
        raise ValueError(_("--state keeps one module: start one program for each."))
    profiles = args.profiles if len(args.profiles) > 1 else args.profiles * len(where)
    for profile, place in zip(profiles, where, strict=True):
        yield _job(profile, place, args)


def _job(profile: str, where: Where, args: argparse.Namespace) -> Job:
    single = {"speed": args.speed, "script": args.script, "state": args.state}
    more = [(name, text) for name, text in single.items() if text] + [("fault", text) for text in args.fault]
    place = url(profile, args.demo_cloud, args.host, args.certificates, args.old_tls, more)
    virtual.prepare(place)
    clock = Clock(args.faster)

    def start(on_bytes: OnBytes, on_closed: OnClosed) -> Port:
        port = virtual.open(place, PortSettings(), on_bytes, on_closed, clock)
        for text in port.notes:
            _note(text)
        port.on_note.append(_note)
        return port

    def ready(found: str) -> None:
        text = _("The virtual {profile} is ready at {where}, {baud} baud. Ctrl+C ends it.")
        if where.way != "port":
            text = _("The virtual {profile} is ready: connect to {where}, any baud rate. Ctrl+C ends it.")
        text = text.format(profile=profile, where=found, baud=args.baud)
        print(text + "\n", end="", flush=True)  # in one piece: others say theirs at the same time

    return Job(Server(start), _work(where, args.baud, ready))


def _work(where: Where, baud: int, ready: Ready) -> Callable[[Server], None]:
    """What a server does at this place. Raises ValueError; an OSError later has a text for the user."""
    listen = address(where.text) if where.way == "listen" else ("", 0)

    def work(server: Server) -> None:
        try:
            if where.way == "listen":
                server.tcp(listen, ready)
            elif where.way == "pty":
                server.pty(Path(where.text), ready)
            else:
                server.serial(where.text, PortSettings(baud), ready)
        except OSError as error:
            if error.errno is None:
                raise
            text = _("{where} cannot be used: {error}. Choose another one.")
            raise OSError(text.format(where=where.text, error=error.strerror)) from error

    return work


def _note(text: str) -> None:
    print(text + "\n", end="", file=sys.stderr, flush=True)


def _complain(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
