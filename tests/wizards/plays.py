"""What the wizards are to do in the tests with faults: their sample values, and others that take the other ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.wizards.rehearsal import Stage, commands, knowledge

from atbench.virtual.far_end.certificate import certificates
from atbench.virtual.far_end.files import WELCOME
from atbench.virtual.far_end.web import PAGE
from atbench.virtual.state import PROFILES
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.fitting import lacking
from atbench.wizards.run import StepResult

FIRMWARE = random.Random(5).randbytes(5_000)
OLD = b"an old one"

OWN = {
    ("tencent", "tencent-esp8266"): {
        "mode": "1",
        "network": "1",
        "ssid": "workshop",
        "wifi_password": "demo-wifi-01",
    }
}
"""What a module needs in place of the sample values."""

Values = Callable[[Path], dict[str, str]]


def _nothing(on: Stage, result: StepResult) -> None:
    pass


def _right(on: Stage, step: str) -> str:
    return ""


@dataclass(frozen=True)
class Play:
    """`before` hears of every step; `wrong` says what is wrong with what a step that passed has brought, "" nothing.

    `needs` are commands that a module must have besides those of the wizard.
    """

    wizard: str
    label: str = "sample"
    values: Values = lambda home: {}
    before: Callable[[Stage, StepResult], None] = _nothing
    wrong: Callable[[Stage, str], str] = _right
    needs: frozenset[str] = frozenset()

    def given(self, profile: str, home: Path) -> dict[str, str]:
        """Its values on this module."""
        return {**OWN.get((self.wizard, profile), {}), **self.values(home)}


def _same(found: bytes | None, wanted: bytes, what: str) -> str:
    return "" if found == wanted else f"{what} is not the same"


def _read(path: str) -> bytes:
    file = Path(path)
    return file.read_bytes() if file.is_file() else b""


def _page(on: Stage, step: str) -> str:
    return _same(_read(on.values["save"]), PAGE, "the page") if step == "read" else ""


def _mail(on: Stage, step: str) -> str:
    if step != "attachments":
        return ""
    path = Path(on.values["attachments"])
    return _same(on.unit.files.read(path.name), path.read_bytes(), "the attachment")


def _stored(on: Stage, step: str) -> str:
    path = Path(on.values["upload"])
    if step == "upload":
        return _same(on.unit.files.read(path.name), path.read_bytes(), "the file on the module")
    if step == "download":
        return _same(_read(f"{on.values['folder']}/old.txt"), OLD, "the file that came")
    return ""


def _old_file(on: Stage, result: StepResult) -> None:
    if result.state == "running" and result.step == "download":
        on.unit.files.add("UFS:old.txt", OLD)
    if result.state == "running" and result.step == "delete":
        on.unit.files.add("UFS:older.txt", OLD)


def _served(on: Stage, step: str) -> str:
    path = Path(on.values["upload"])
    if step == "upload":
        return _same(_read(str(on.port.far_end.file_home / path.name)), path.read_bytes(), "the file on the server")
    if step == "download":
        return _same(_read(f"{on.values['here']}/readme.txt"), WELCOME, "the file that came")
    return ""


def _old_on_server(on: Stage, result: StepResult) -> None:
    home = on.port.far_end.file_home
    if result.state == "running" and result.step in ("rename", "delete"):
        (home / "new.txt").unlink(missing_ok=True)
        for name in ("old.txt", "older.txt"):
            (home / name).write_bytes(OLD)


def _offered(on: Stage, result: StepResult) -> None:
    if result.state == "running" and result.step == "version":
        on.port.far_end.offer_firmware("1.2.0", FIRMWARE)


def _loaded(on: Stage, step: str) -> str:
    return _same(_read(on.values["save"]), FIRMWARE, "the firmware") if step == "firmware" else ""


def _folder(home: Path) -> str:
    place = home / "here"
    place.mkdir(exist_ok=True)
    return str(place)


def _certificates(home: Path) -> dict[str, str]:
    found = certificates()
    assert found
    found.save(home)
    return {"mode": "2", "certificate": str(home / "tencent.crt"), "key": str(home / "tencent.key")}


PLAYS = (
    Play("doctor"),
    Play("smtp", wrong=_mail),
    Play("ftp", values=lambda home: {"download": "readme.txt", "here": _folder(home)}, wrong=_served),
    Play(
        "ftp",
        "folders",
        lambda home: {"upload": "", "make": "one/two", "rename": "old.txt=new.txt", "delete": "older.txt"},
        _old_on_server,
    ),
    Play("tencent"),
    Play(
        "tencent",
        "firmware",
        lambda home: {"version": "1.1.0", "save": str(home / "new.bin"), "wait": "20"},
        _offered,
        _loaded,
    ),
    Play("tencent", "certificate", _certificates, needs=frozenset({"+TCCERTADD"})),
    Play("me3630"),
    Play("qmt"),
    Play("qmt", "tls", lambda home: {"tls": "1", "port": "8883"}),
    Play(
        "files",
        values=lambda home: {"download": "old.txt", "folder": _folder(home), "delete": "older.txt"},
        before=_old_file,
        wrong=_stored,
    ),
    Play("tcp"),
    Play("tcp", "pushed", lambda home: {"mode": "1"}),
    Play("tcp", "transparent", lambda home: {"mode": "2"}),
    Play("tcp", "udp", lambda home: {"service": "UDP"}),
    Play("http"),
    Play(
        "http",
        "page",
        lambda home: {
            "url": "https://web.example/",
            "method": "GET",
            "tls": "1",
            "save": str(home / "page"),
            "headers": "Accept: */*",
        },
        wrong=_page,
    ),
    Play("http", "port", lambda home: {"url": "http://web.example/", "way": "port", "method": "GET", "head": "1"}),
)
"""On the module that a wizard is tried on they are played in `make test`, on every one that can in `make test-all`."""


@cache
def able(name: str) -> tuple[str, ...]:
    """The modules that can do a wizard's job, the one that it is tried on first."""
    job = wizard(name)
    fits = [
        profile
        for profile in PROFILES
        if (not job.families or knowledge(profile).family in job.families) and not lacking(job, commands(profile))
    ]
    return (job.profile, *(profile for profile in fits if profile != job.profile))


def pairs(everything: bool = False) -> Iterator[tuple[Play, str]]:
    """Plays with the modules on which they are played."""
    for play in PLAYS:
        for profile in able(play.wizard) if everything else (wizard(play.wizard).profile,):
            if play.needs <= commands(profile):
                yield play, profile


assert {play.wizard for play in PLAYS} == set(NAMES)
