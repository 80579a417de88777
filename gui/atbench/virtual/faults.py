"""Switches that make a virtual module misbehave, as real ones do on bad days: one row each.

Some change what the serial side says (`voice`), some its bytes (`wire`), the others the world round it (`troubles`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass

from atbench.texts import N_, _


@dataclass(frozen=True, slots=True)
class Fault:
    """`text` tells what it does; `{}` in it is its value, from `low` to `high`, or `usual` where none is given.

    `off` is the value at which it does nothing. `cloud`: only the local cloud can do it, no real server.
    """

    name: str
    text: str
    usual: float = 1
    low: float = 1
    high: float = 1
    off: float = 0
    cloud: bool = False


ROWS = (
    Fault("no_answer", N_("it hears nothing of what is typed")),
    Fault("late", N_("each final result comes {} s late"), 2, 0.01, 600),
    Fault("echo_crcrlf", N_("echoes end with CR CR LF")),
    Fault("no_crlf", N_("its lines do not begin with CR LF")),
    Fault("urc_in_answer", N_("a URC stands inside each answer")),
    Fault("urc_in_echo", N_("a URC stands inside each echo")),
    Fault("byte_lost", N_("of what it says one byte in {} is lost"), 40, 2, 1_000_000),
    Fault("byte_flipped", N_("of what it says one byte in {} has a wrong bit"), 40, 2, 1_000_000),
    Fault("one_byte", N_("each byte arrives in a read of its own")),
    Fault("plain_error", N_("it says ERROR where +CME ERROR is due")),
    Fault("cmee", N_("errors look as after AT+CMEE={}, whatever was set"), 0, 0, 2, off=-1),
    Fault("reboot", N_("it restarts after {} s without a word, once"), 0.1, 0.01, 86400),
    Fault("sim_removed", N_("the SIM card is taken out")),
    Fault("registration_lost", N_("it loses the network and finds none")),
    Fault("context_deactivated", N_("the network takes all contexts away, now and every {} s"), 30, 0.1, 86400),
    Fault("signal_fading", N_("the signal sinks to nothing in {} s"), 60, 1, 86400),
    Fault("server_gone", N_("connections break, and no server answers")),
    Fault("dns_failing", N_("no host name has an address")),
    Fault("tls_refused", N_("no secure connection comes about")),
    Fault("login_refused", N_("servers refuse every user"), cloud=True),
    Fault("quota_full", N_("mailboxes are full, and no file has room"), cloud=True),
    Fault("slow_network", N_("each step over the network takes {} s longer"), 3, 0.01, 600),
    Fault("slow_prompt", N_("prompts and CONNECT come {} s late"), 3, 0.01, 600),
    Fault("data_stuck", N_("data mode and prompts do not end")),
)
FAULTS = {row.name: row for row in ROWS}


class Faults(MutableMapping[str, float]):
    """Written from any thread, read by the module when it matters.

    An unknown name raises KeyError, a value out of range ValueError with a text for the user.
    """

    def __init__(self) -> None:
        self._values = {row.name: row.off for row in ROWS}
        self.version = 0  # grows with every change
        self.on_change: Callable[[str], None] = lambda name: None  # called in the thread that writes

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def __setitem__(self, name: str, value: float) -> None:
        row = FAULTS[name]
        if value != row.off and not row.low <= value <= row.high:
            text = _("The fault {name} takes a number from {low} to {high}.")
            raise ValueError(text.format(name=name, low=f"{row.low:g}", high=f"{row.high:.7g}"))
        before, self._values[name] = self._values[name], float(value)
        if before != value:
            self.version += 1
            self.on_change(name)

    def __delitem__(self, name: str) -> None:
        self[name] = FAULTS[name].off

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def on(self, name: str) -> bool:
        return self._values[name] != FAULTS[name].off


def read(text: str) -> tuple[str, float]:
    """`NAME`, `NAME=VALUE` or `NAME=off`; hyphens may stand for underscores. Raises ValueError."""
    name, equals, value = text.partition("=")
    name = name.strip().replace("-", "_")
    row = FAULTS.get(name)
    if row is None:
        raise ValueError(_("There is no fault “{name}”. Known: {known}").format(name=name, known=", ".join(FAULTS)))
    if value.strip().lower() == "off":
        return name, row.off
    try:
        number = float(value) if equals else row.usual
    except ValueError:
        raise ValueError(_("“{text}” is no fault. Write it as NAME or NAME=NUMBER.").format(text=text)) from None
    Faults()[name] = number  # whether it may be
    return name, number


def explain(row: Fault, value: float | None = None) -> str:
    """What it does, in the user's language; with a value, or the usual one, where it has one."""
    return _(row.text).format(f"{row.usual if value is None else value:g}")
