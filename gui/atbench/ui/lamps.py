"""What the lights of the status bar say, from the status of the session. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atbench.session.status import Status
from atbench.texts import N_, _

State = Literal["good", "working", "failed", "unknown"]

# 3GPP TS 27.007 7.14: what +CPIN says.
SIMS: dict[str, tuple[State, str]] = {
    "READY": ("good", N_("ready")),
    "SIM PIN": ("working", N_("waits for the PIN")),
    "SIM PUK": ("failed", N_("blocked, waits for the PUK")),
    "SIM PIN2": ("working", N_("waits for PIN2")),
    "SIM PUK2": ("failed", N_("waits for PUK2")),
    "PH-NET PIN": ("failed", N_("locked to a network")),
    "NOT READY": ("working", N_("not ready")),
    "NOT INSERTED": ("failed", N_("no SIM")),
}
# 3GPP TS 27.007 7.2: registration states.
STATES: dict[int, tuple[State, str]] = {
    0: ("unknown", N_("not registered")),
    1: ("good", N_("home")),
    2: ("working", N_("searching")),
    3: ("failed", N_("denied")),
    4: ("unknown", N_("unknown")),
    5: ("good", N_("roaming")),
    6: ("good", N_("home, SMS only")),
    7: ("good", N_("roaming, SMS only")),
    8: ("failed", N_("emergency calls only")),
}
# Best first: a module that is registered in any domain is registered.
_BEST = (1, 5, 6, 7, 2, 8, 3, 0, 4)
# dBm from which a bar is lit.
BARS = (-110, -100, -90, -80, -70)


@dataclass(frozen=True, slots=True)
class Shown:
    """One light: its state, its value, another word than its own, and the bars of a signal."""

    state: State = "unknown"
    value: str = ""
    word: str = ""
    bars: int = 0


def lamps(status: Status | None, port: str = "", lost: bool = False, opening: bool = False) -> dict[str, Shown]:
    """What each light shows; `port` is the name of the open port, `lost` that it went away by itself."""
    if opening:
        light = Shown("working", _("opening {port}").format(port=port))
    elif lost:
        light = Shown("failed", _("lost"))
    elif port:
        light = Shown("good", port)
    else:
        light = Shown("unknown", _("not open"))
    known = status if status and port else Status()
    return {
        "port": light,
        "sim": _sim(known),
        "network": _network(known),
        "context": _context(known),
        "signal": _signal(known),
    }


def _sim(status: Status) -> Shown:
    sim = status.get("sim")
    if sim is None:
        return Shown()
    state, word = SIMS.get(sim, ("working", ""))
    return Shown(state, _(word) if word else sim)


def _network(status: Status) -> Shown:
    states = status.registration
    best = next((state for state in _BEST if state in states.values()), None)
    if best is None:
        return Shown()
    state, word = STATES[best]
    extra = status.get("operator") or ("LTE" if states.get("eps") == best and state == "good" else "")
    return Shown(state, _("{state}, {network}").format(state=_(word), network=extra) if extra else _(word))


def _context(status: Status) -> Shown:
    if status.contexts is None:
        return Shown()
    if not status.contexts:
        return Shown("unknown", _("not active"))
    number, address = list(status.contexts.items())[-1]
    return Shown("good", address or _("active"), _("Context {number}").format(number=number))


def _signal(status: Status) -> Shown:
    if status.get("rssi") is None:
        return Shown()
    if status.dbm is None:
        return Shown("failed", _("no signal"))
    bars = sum(status.dbm >= least for least in BARS)
    # A true minus sign: a hyphen is too short beside the figures.
    return Shown("good" if bars > 1 else "working", f"\N{MINUS SIGN}{-status.dbm} dBm", bars=bars)
