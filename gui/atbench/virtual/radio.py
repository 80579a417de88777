"""What goes on between a module, its SIM card and the network, with the messages it makes. Times are invented."""

from __future__ import annotations

from atbench.virtual.backends.ftp_codes import NO_NETWORK
from atbench.virtual.backends.ftp_session import CLOSED
from atbench.virtual.line import Refused
from atbench.virtual.state import Registration
from atbench.virtual.unit import Unit

# QA 5.9: the sum of what is ready
CPIN_READY, SMS_DONE, PB_DONE = 1, 2, 4


async def sim_opened(unit: Unit) -> None:
    """The card can be read: its messages, then the search for a network."""
    unit.sim.ready = True
    unit.sim.initialised |= CPIN_READY
    _tell(unit, "ready")
    await unit.clock.sleep(0.1)
    _tell(unit, "read")
    unit.tasks.start(register(unit), "registration")
    await unit.clock.sleep(0.8)
    unit.sim.initialised |= SMS_DONE
    _tell(unit, "sms")
    await unit.clock.sleep(0.3)
    unit.sim.initialised |= PB_DONE
    _tell(unit, "book")


def _tell(unit: Unit, event: str, number: int = 0) -> None:
    """What this maker's modules say of it, if anything."""
    if line := unit.profile.card.get(event):
        unit.urc(line.format(number))


async def start_wifi(unit: Unit) -> None:
    await unit.clock.sleep(0.5)
    join_wifi(unit)


def join_wifi(unit: Unit) -> None:
    if unit.wifi.ssid:
        unit.wifi.joined = unit.station.joined = True
        unit.urc("WIFI CONNECTED")
        unit.urc("WIFI GOT IP")


def settled(unit: Unit) -> None:
    """As it is some time after boot."""
    ready = unit.sim.inserted and not unit.sim.pin
    unit.sim.ready, unit.sim.initialised = ready, CPIN_READY | SMS_DONE | PB_DONE if ready else 0
    unit.network.registered = unit.network.attached = ready
    if "wifi" in unit.profile.families:
        unit.wifi.joined = unit.station.joined = bool(unit.wifi.ssid)


def need_card(unit: Unit) -> None:
    """Raises the CME error that a command gives where the card is missing, off, or waits for its PIN."""
    if not unit.sim.inserted:
        raise Refused(10)
    if unit.network.full == 0:
        raise Refused(13)
    if unit.sim.pin:
        raise Refused(11 if unit.sim.tries else 12)
    if not unit.sim.ready:
        raise Refused(14)


async def start_sim(unit: Unit) -> None:
    await unit.clock.sleep(0.4)
    if not unit.sim.inserted:
        unit.urc("+CPIN: NOT INSERTED")
    elif unit.sim.pin:
        unit.urc("+CPIN: SIM PIN")
    else:
        await sim_opened(unit)


async def register(unit: Unit) -> None:
    network = unit.network
    if network.registered or network.full != 1 or not unit.sim.ready or network.manual == 2:
        return
    network.searching = True
    report(unit)
    await unit.clock.sleep(1)
    if not network.searching or unit.no_cell:
        return
    network.searching, network.registered, network.attached = False, True, True
    report(unit)


def leave(unit: Unit) -> None:
    """Off the network, and with it all that went over it."""
    network = unit.network
    if network.registered or network.searching:
        network.registered = network.searching = network.attached = False
        report(unit)
    drop_contexts(unit)
    drop_clouds(unit)


def drop_clouds(unit: Unit) -> None:
    """No network, and with it no connection to a cloud; each client tells so in its own way."""
    unit.station.joined = unit.cloud.dialled = False
    for client in (unit.station.client, unit.cloud.client):
        if client:
            client.lose()


def report(unit: Unit, *only: Registration) -> None:
    """Says the new state on all that listen, or `only` on some: `+CREG: <stat>`, or with the cell."""
    for name, level in unit.network.reports.items():
        if level and name in (only or (name,)):
            unit.urc(f"+{name.upper()}: {unit.network.told(name)}")


async def function(unit: Unit, full: int) -> None:
    """AT+CFUN (QA 2.22): 0 without radio and card, 1 all, 4 without radio."""
    before, unit.network.full = unit.network.full, full
    if full == 1:
        if before == 0 and not unit.sim.ready:
            unit.tasks.start(start_sim(unit), "sim")
        else:
            unit.tasks.start(register(unit), "registration")
        return
    leave(unit)
    if full in (0, 5):
        unit.sim.ready, unit.sim.initialised = False, 0
        if unit.sim.inserted:
            unit.urc("+CPIN: NOT READY")


def drop_contexts(unit: Unit) -> None:
    """The network took the contexts away: each is told."""
    for number, context in unit.contexts.items():
        if context.active:
            _tell(unit, "context", number)
            context_down(unit, number)


def context_down(unit: Unit, number: int) -> None:
    """A context is gone, and with it the MQTT clients that used it (note 4.1: 1, the connection is gone).

    A mail on its way over it is lost too, the FTP session with it (605), sockets and web requests.
    """
    unit.contexts[number].active = False
    if unit.outbox.number("contextid") == number:
        unit.outbox.cut()
    if unit.ftp.state != CLOSED and unit.ftp.number("contextid") == number:
        unit.ftp.shut(lost=True, why=NO_NETWORK)
    unit.sockets.lose(number)
    unit.web.lose(number)
    for slot in unit.clients:
        if slot.used and slot.settings.number("pdpcid") == number:
            if slot.state:
                unit.urc(f"+QMTSTAT: {slot.index},1")
            slot.shut()  # one that is still opening says so itself
