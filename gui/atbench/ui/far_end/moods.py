"""What the servers of the far end can be told to do wrong, as rows. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from atbench.texts import N_
from atbench.virtual.far_end import moods

if TYPE_CHECKING:
    from atbench.virtual.far_end import FarEnd


class Mood(NamedTuple):
    """A switch: `server` and `text` are message ids."""

    name: str
    server: str
    text: str
    is_on: Callable[[FarEnd], bool]
    turn: Callable[[FarEnd, bool], None]


MAIL, FILES, WEB, ALL = N_("Mail"), "FTP", "HTTP", N_("All")


def _mail(name: str, text: str, mood: tuple[moods.Step, str]) -> Mood:
    return Mood(
        name,
        MAIL,
        text,
        lambda far: far.moods.replies.get(mood[0]) == mood[1],
        lambda far, on: far.moods.set(mood, on),
    )


def _mute(far: FarEnd, on: bool) -> None:
    far.mute = on


def _refuse(far: FarEnd, on: bool) -> None:
    far.file_moods.refuse = on


def _full(far: FarEnd, on: bool) -> None:
    far.file_moods.room = 0 if on else None


def _no_data(far: FarEnd, on: bool) -> None:
    far.file_moods.no_data = on


def _fails(far: FarEnd, on: bool) -> None:
    far.web_moods.status = 503 if on else 0


def _hang_up(far: FarEnd, on: bool) -> None:
    far.web_moods.hang_up = on


def _stranger(far: FarEnd, on: bool) -> None:
    far.broker.refuse = on


MOODS = (
    Mood("mute", ALL, N_("Take everything, answer nothing"), lambda far: far.mute, _mute),
    Mood("mqtt_login", "MQTT", N_("Refuse the login"), lambda far: far.broker.refuse, _stranger),
    _mail("login", N_("Refuse the login (535)"), moods.LOGIN_REFUSED),
    _mail("mailbox", N_("Refuse the recipient (550)"), moods.MAILBOX_REFUSED),
    _mail("quota", N_("Mailbox full (552)"), moods.QUOTA_FULL),
    _mail("often", N_("Too many mails (530)"), moods.TOO_OFTEN),
    _mail("closed", N_("Service not available (421)"), moods.CLOSED),
    _mail("dropped", N_("Hang up in the middle of the mail"), moods.DROPPED),
    Mood("ftp_login", FILES, N_("Refuse the login (530)"), lambda far: far.file_moods.refuse, _refuse),
    Mood("ftp_full", FILES, N_("Disk full (552)"), lambda far: far.file_moods.room == 0, _full),
    Mood("ftp_data", FILES, N_("No data connection (425)"), lambda far: far.file_moods.no_data, _no_data),
    Mood("http_fails", WEB, N_("Service not available (503)"), lambda far: far.web_moods.status == 503, _fails),
    Mood("http_hangs_up", WEB, N_("Hang up without an answer"), lambda far: far.web_moods.hang_up, _hang_up),
)
