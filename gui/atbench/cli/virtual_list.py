"""What virtual modules there are, what each can do, and what can go wrong with them: for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from atbench.texts import _
from atbench.virtual.backends import psk
from atbench.virtual.commands import commands_of
from atbench.virtual.faults import ROWS, explain
from atbench.virtual.habits import SWITCHES, differences
from atbench.virtual.state import PROFILES, Profile
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.fitting import lacking


def profiles(as_json: bool) -> int:
    if as_json:
        print(json.dumps([_row(name, profile) for name, profile in PROFILES.items()]))
        return 0
    for name, profile in PROFILES.items():
        print(f"{name}  {profile.title}: {' '.join(profile.families)}")
        for line in _about(profile):
            print(f"    {line}")
    return 0


def _row(name: str, profile: Profile) -> dict[str, object]:
    """`at`: the commands by name. `wizards`: those that it has the commands for. `habits`: what it does in its own way.

    `psk`: whether TLS with a pre-shared key is real: with Tencent's modules, and Python 3.13 or newer.
    """
    return {
        "profile": name,
        "title": profile.title,
        "commands": list(profile.families),
        "at": sorted(commands_of(profile)),
        "wizards": _wizards(profile),
        "habits": dict(differences(profile.habits)),
        "storages": _storages(profile),
        "options": {option: list(values) for option, values in profile.options.items()},
        "psk": psk.AVAILABLE and "tencent" in profile.families,
    }


def _wizards(profile: Profile) -> list[str]:
    return [name for name in NAMES if not lacking(wizard(name), commands_of(profile))]


def _storages(profile: Profile) -> dict[str, int]:
    return dict(profile.storages) if "file" in profile.families else {}


def _about(profile: Profile) -> Iterator[str]:
    yield _("wizards: {names}").format(names=" ".join(_wizards(profile)))
    if places := [f"{place} {size >> 10} KB" for place, size in _storages(profile).items()]:
        yield _("files: {places}").format(places=", ".join(places))
    for option, values in profile.options.items():
        yield _("in its address: {option}={values}").format(option=option, values="|".join(values) or "…")
    if "tencent" in profile.families:
        keys = _("with a key (tlsmode 1) it is real"), _("with a key (tlsmode 1) it needs Python 3.13")
        yield _("TLS: {keys}").format(keys=keys[not psk.AVAILABLE])
    for switch, value in differences(profile.habits):
        yield _(SWITCHES[switch]).format(value=value)


def faults(as_json: bool) -> int:
    if as_json:
        rows = [
            {"name": row.name, "text": explain(row), "usual": row.usual, "low": row.low, "high": row.high}
            for row in ROWS
        ]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in ROWS:
        print(f"{row.name:20} {explain(row)}")
    return 0
