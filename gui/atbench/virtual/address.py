"""The address of a virtual module: `virtual://PROFILE[?OPTION=VALUE&…]`.

Options: `cloud=local|real`, `host=NAME=ADDR:PORT`, `boot=0`, `sim=0`, `pin=1234`, `certificates=DIR`, `old-tls=1`,
`speed=BAUD`, `fault=NAME[=VALUE]`, `script=FILE`, `state=FILE`, and those of the profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from atbench.texts import _
from atbench.virtual.backends.names import Address
from atbench.virtual.faults import read as read_fault
from atbench.virtual.state import PROFILES, Profile

_CHOICES = {"cloud": ("local", "real"), "boot": ("0", "1"), "sim": ("0", "1"), "old-tls": ("0", "1")}
_FREE = ("pin", "certificates", "speed", "script", "state")
SPEEDS = 300, 4_000_000  # bits per second


@dataclass(frozen=True, slots=True)
class Place:
    """`local`: host names lead to the local cloud; `boot`: power comes on now, otherwise it has been on for a while.

    `certificates` is the folder that gets the local cloud's; `old_tls` lets TLS 1.0 and 1.1 into that cloud. `speed`
    is the baud rate of its serial line, 0 for one that takes no time. `faults` are on from the beginning; `script` has
    what happens later, and `state` keeps what outlives a run.
    """

    profile: Profile
    local: bool = True
    hosts: dict[str, Address] = field(default_factory=dict)
    boot: bool = True
    sim: bool = True
    pin: str = ""
    certificates: Path | None = None
    old_tls: bool = False
    speed: int = 0
    faults: dict[str, float] = field(default_factory=dict)
    script: Path | None = None
    state: Path | None = None


def parse(url: str) -> Place:
    """Raises ValueError, with a text for the user, for what means nothing."""
    parts = urlsplit(url)
    name = parts.netloc.lower()
    if parts.scheme != "virtual" or name not in PROFILES:
        known = ", ".join(PROFILES)
        raise ValueError(_("There is no virtual module “{name}”. Known: {known}").format(name=name, known=known))
    profile = PROFILES[name]
    options: dict[str, str] = {}
    chosen: dict[str, str] = {}
    hosts: list[str] = []
    faults: dict[str, float] = {}
    for option, value in parse_qsl(parts.query, keep_blank_values=True):
        if option == "host":
            hosts.append(value)
        elif option == "fault":
            faults.update([read_fault(value)])
        elif option in profile.options and value and value in (profile.options[option] or (value,)):
            chosen[option] = value
        elif option not in _FREE and value not in _CHOICES.get(option, ()):
            raise ValueError(_bad(option, value, profile))
        else:
            options[option] = value
    if "pin" in options and not (options["pin"].isdecimal() and 4 <= len(options["pin"]) <= 8):
        raise ValueError(_bad("pin", options["pin"], profile))
    folder, local = options.get("certificates"), options.get("cloud", "local") == "local"
    if folder is not None and not (folder and local):
        raise ValueError(_("Certificates are those of the cloud inside this program: use it, and name a folder."))
    return Place(
        _with(profile, chosen),
        local,
        mapping(hosts),
        options.get("boot", "1") == "1",
        options.get("sim", "1") == "1",
        options.get("pin", ""),
        Path(folder) if folder else None,
        options.get("old-tls", "0") == "1",
        speed(options["speed"]) if "speed" in options else 0,
        faults,
        Path(options["script"]) if options.get("script") else None,
        Path(options["state"]) if options.get("state") else None,
    )


def speed(text: str) -> int:
    """A baud rate. Raises ValueError."""
    low, high = SPEEDS
    if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
        raise ValueError(_("The speed is a baud rate from {low} to {high}.").format(low=low, high=high))
    return int(text)


def url(
    profile: str,
    local: bool,
    hosts: Iterable[str],
    certificates: str | None = None,
    old_tls: bool = False,
    more: Iterable[tuple[str, str]] = (),
) -> str:
    """The URL for a module; `more` are further options. Raises ValueError for a mapping that means nothing."""
    hosts = list(hosts)
    mapping(hosts)
    options = [("cloud", "local" if local else "real"), *(("host", host) for host in hosts)]
    options += [("certificates", certificates)] if certificates is not None else []
    options += [("old-tls", "1")] if old_tls else []
    return f"virtual://{profile}?{urlencode([*options, *more])}"


def mapping(hosts: Iterable[str]) -> dict[str, Address]:
    """`NAME=ADDR:PORT`, one after the other, as a table by lower-case name. Raises ValueError."""
    table: dict[str, Address] = {}
    for text in hosts:
        name, _equals, where = text.partition("=")
        if not name or not where:
            raise ValueError(_("“{text}” is no host mapping. Write it as NAME=ADDRESS:PORT.").format(text=text))
        table[name.lower().rstrip(".")] = address(where)
    return table


def address(text: str) -> Address:
    """`ADDR:PORT`, an IPv6 address in brackets. Raises ValueError."""
    host, _colon, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise ValueError(_("“{text}” is no address. Write it as ADDRESS:PORT, like 127.0.0.1:1883.").format(text=text))
    return host.strip("[]"), int(port)


KNOWN = (  # no text
    "cloud=local|real, host=NAME=ADDRESS:PORT, boot=0|1, sim=0|1, pin=1234, certificates=FOLDER, old-tls=0|1, "
    "speed=BAUD, fault=NAME, script=FILE, state=FILE"
)


def _with(profile: Profile, chosen: dict[str, str]) -> Profile:
    """The profile as it was asked for; `firmware` is another revision."""
    if not chosen:
        return profile
    return replace(profile, chosen=chosen, revision=chosen.get("firmware", profile.revision))


def _bad(option: str, value: str, profile: Profile) -> str:
    own = (f"{name}={'|'.join(values) or 'TEXT'}" for name, values in profile.options.items())
    return _("A virtual module has no setting {option}={value}. Known: {known}").format(
        option=option, value=value, known=", ".join((KNOWN, *own))
    )
