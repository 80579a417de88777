"""Files of the module as FTP names them: Quectel FTP(S) note V1.2, 2.5 and 2.6.

A name needs its storage: without one it is a wrong parameter. Which number a mistake gets is inferred.
"""

from __future__ import annotations

from atbench.virtual.backends.ftp_codes import NO_FILE, WRONG
from atbench.virtual.line import Refused
from atbench.virtual.storage import BAD_NAME, EXISTS
from atbench.virtual.unit import Unit


def read(unit: Unit, local: str) -> bytes:
    """A file for the server."""
    _closed(unit, local)
    try:
        return unit.files.read(local)
    except Refused as refused:
        raise Refused(NO_FILE) from refused


def check(unit: Unit, local: str) -> None:
    """Whether a download can have this name; an older file makes room for it."""
    _closed(unit, local)
    try:
        unit.files.check(local, 0)
    except Refused as refused:
        if refused.code == BAD_NAME:
            raise Refused(unit.profile.habits.ftp.bad_place or NO_FILE) from refused
        if refused.code != EXISTS:
            raise Refused(NO_FILE) from refused


def _closed(unit: Unit, local: str) -> None:
    storage, _, name = local.partition(":")
    storage = storage.strip().upper()
    if not name or storage not in unit.profile.storages:
        raise Refused(unit.profile.habits.ftp.bad_place or WRONG)
    if any(handle.name == f"{storage}:{name.strip()}" for handle in unit.files.handles.values()):
        raise Refused(NO_FILE)
