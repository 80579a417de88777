"""The program's front door: reads the arguments and decides between the window and the command line.

Only what the chosen way needs is imported: `atbench explain` knows no Qt, and the first window waits for no parser.
"""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from atbench import __version__, texts
from atbench.files import Home
from atbench.settings import Settings
from atbench.texts import N_, _

# Subcommands, done by the modules of `cli` of the same name; each has `add(subparsers)` and `run(args) -> exit code`.
COMMANDS = {
    "ports": N_("lists the serial ports"),
    "explain": N_("says what a line means"),
    "decode": N_("explains a saved log line by line"),
    "manual": N_("says what the manuals know of a command, a URC or an error"),
    "sets": N_("shows and runs command lists"),
    "wizard": N_("walks through a job step by step"),
    "export": N_("makes a file of a capture"),
    "virtual": N_("serves a virtual module to other programs"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs atbench; returns the exit code: 0 done, 1 failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a letter gets its number
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    texts.use(_language(given))
    parser = _parser(next((word for word in given if word in COMMANDS), ""))
    args = parser.parse_args(given)
    args.home = Home(Path(args.home)) if args.home else Home.default()
    try:
        if args.command in COMMANDS:
            return int(importlib.import_module(f"atbench.cli.{args.command}").run(args))
        from atbench.ui import app

        return app.demo(args) if args.command == "demo" else app.run(args)
    except BrokenPipeError:  # `atbench decode log | head`
        sys.stderr.close()
        return 0
    except OSError as error:
        print(_("atbench cannot go on: {why}.").format(why=error.strerror or error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="atbench", description=_("A workbench for AT-command modules. Without a command it opens the window.")
    )
    parser.add_argument("--version", action="version", version=f"atbench {__version__}")
    parser.add_argument("--port", metavar="URL", help=_("port to open: COM7, /dev/ttyUSB2, virtual://ec600s"))
    parser.add_argument("--baud", type=_baud, metavar="N", help=_("bits a second, 115200 where nothing is said"))
    parser.add_argument("--record", type=Path, metavar="PATH", help=_("file for the capture; it must not exist"))
    parser.add_argument("--profile", default="", metavar="P", help=_("module whose manuals are used: ec600s, me3630"))
    shared(parser, "")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    for name, text in COMMANDS.items():
        if name == command:
            importlib.import_module(f"atbench.cli.{name}").add(commands)
        else:
            commands.add_parser(name, help=_(text))
    demo = commands.add_parser("demo", help=_("shows the main job on a virtual module"))
    demo.add_argument("--headless", action="store_true", help=_("play the list off screen and check every step"))
    demo.add_argument("--screenshot", type=Path, metavar="FILE", help=_("save a picture of the window at the end"))
    for one in commands.choices.values():
        shared(one, argparse.SUPPRESS)
    return parser


def shared(parser: argparse.ArgumentParser, default: str) -> None:
    """The options that may stand before or behind the command."""
    parser.add_argument("--home", default=default, metavar="DIR", help=_("folder for settings, history and captures"))
    if "--lang" not in parser._option_string_actions:
        parser.add_argument("--lang", default=default, metavar="L", type=_spoken, help=_("language: en or zh_CN"))


def _language(arguments: Sequence[str]) -> str:
    """The value of --lang, needed before the texts of the parser are made; else the language of the settings."""
    if language := _value(arguments, "--lang"):
        return language
    folder = _value(arguments, "--home")
    return str(Settings(Home(Path(folder)) if folder else Home.default()).get("language"))


def _value(arguments: Sequence[str], option: str) -> str:
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == option:
            return following
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return ""


def _spoken(text: str) -> str:
    if text and not text.lower().startswith(("en", "zh")):
        raise argparse.ArgumentTypeError(_("the languages are en and zh_CN"))
    return text


def _baud(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) < 1 << 31:
        raise argparse.ArgumentTypeError(_("a baud rate is a whole number from 1 to 2147483647, like 115200"))
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
