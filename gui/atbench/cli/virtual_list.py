"""What virtual modules there are, what each can do, and what can go wrong with them: for people and for programs."""

from __future__ import annotations

import json

from atbench.virtual.backends import psk
from atbench.virtual.faults import ROWS, explain
from atbench.virtual.state import PROFILES, Profile


def profiles(as_json: bool) -> int:
    if as_json:
        print(json.dumps([_row(name, profile) for name, profile in PROFILES.items()]))
        return 0
    for name, profile in PROFILES.items():
        print(f"{name}  {profile.title}: {' '.join(profile.families)}")
    return 0


def _row(name: str, profile: Profile) -> dict[str, object]:
    """`psk`: whether TLS with a pre-shared key is real: with Tencent's modules, and Python 3.13 or newer."""
    return {
        "profile": name,
        "title": profile.title,
        "commands": list(profile.families),
        "storages": dict(profile.storages) if "file" in profile.families else {},
        "options": {option: list(values) for option, values in profile.options.items()},
        "psk": psk.AVAILABLE and "tencent" in profile.families,
    }


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
