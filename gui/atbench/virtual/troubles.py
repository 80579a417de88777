"""The faults that hit the world round a module: card, network, servers, power. What the serial side does: `voice`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from atbench.clock import Clock
from atbench.texts import _
from atbench.virtual import radio
from atbench.virtual.backends.names import Refuses, Unknown
from atbench.virtual.commands.sim import report
from atbench.virtual.far_end.far_end import FarEnd
from atbench.virtual.far_end.moods import LOGIN_REFUSED, QUOTA_FULL
from atbench.virtual.faults import FAULTS, Faults
from atbench.virtual.host import Tasks
from atbench.virtual.module import Module
from atbench.virtual.state import Network

STEP = 0.5  # seconds between two looks at a signal that fades
NO_SIGNAL = 99  # <rssi> of AT+CSQ: not known


class Troubles:
    """Does what a switch says when it is thrown. Everything runs in the loop of the host.

    `tasks` outlive a restart of the module. `local`: the cloud inside this program is there.
    """

    def __init__(
        self, module: Module, faults: Faults, far_end: FarEnd, tasks: Tasks, clock: Clock, local: bool
    ) -> None:
        self._module, self._unit, self._faults, self._far_end = module, module.unit, faults, far_end
        self._tasks, self._clock, self._local = tasks, clock, local
        self._card = module.unit.sim.inserted
        self._running: dict[str, asyncio.Task[None]] = {}
        self._unit.names.hinder = self._hinder
        self._now: dict[str, Callable[[bool], None]] = {
            "reboot": self._reboot,
            "sim_removed": self._sim,
            "registration_lost": self._registration,
            "context_deactivated": self._contexts,
            "signal_fading": self._signal,
            "server_gone": self._server,
            "tls_refused": self._tls,
            "login_refused": self._login,
            "quota_full": self._quota,
            "slow_network": self._slow,
        }

    def change(self, name: str) -> None:
        on = self._faults.on(name)
        if on and FAULTS[name].cloud and not self._local:
            text = _("The fault {name} is one of the cloud inside this program: a real server does not have it.")
            self._unit.note(text.format(name=name))
        if name in self._now:
            self._now[name](on)

    async def _hinder(self, by_name: bool, connects: bool) -> None:
        await self._clock.sleep(self._faults["slow_network"])
        if by_name and self._faults.on("dns_failing"):
            raise Unknown
        if connects and self._faults.on("server_gone"):
            raise Refuses

    def _reboot(self, on: bool) -> None:
        async def work() -> None:
            await self._clock.sleep(self._faults["reboot"])
            del self._running["reboot"]  # or the switch would end this task when it goes back
            del self._faults["reboot"]
            await self._module.reboot()

        self._start("reboot", on, work)

    def _sim(self, on: bool) -> None:
        unit = self._unit
        if "wifi" in unit.profile.families:
            return  # it has no card
        if not on:
            self._module.insert(self._card, unit.sim.asks)
            if self._module.awake and unit.network.full:
                report(unit)
                unit.tasks.start(radio.start_sim(unit), "sim")
        elif unit.sim.inserted:
            self._module.insert(False, unit.sim.asks)
            if self._module.awake:
                report(unit)
                unit.urc("+CPIN: NOT READY")
                radio.leave(unit)

    def _registration(self, on: bool) -> None:
        if on:
            self._no_cell()
        elif not (self._faults.on("signal_fading") and self._unit.network.signal == NO_SIGNAL):
            self._cell()

    def _no_cell(self) -> None:
        unit = self._unit
        unit.no_cell = True
        if not self._module.awake:
            return
        if "wifi" in unit.profile.families:
            if unit.wifi.joined:
                unit.wifi.joined = False
                unit.urc("WIFI DISCONNECT")
        elif unit.network.registered:
            unit.network.registered = unit.network.attached = False
            unit.network.searching = True
            radio.report(unit)
        radio.drop_contexts(unit)
        radio.drop_clouds(unit)

    def _cell(self) -> None:
        unit = self._unit
        unit.no_cell = False
        if not self._module.awake:
            return
        if "wifi" in unit.profile.families:
            radio.join_wifi(unit)
        else:
            unit.tasks.start(radio.register(unit), "registration")

    def _contexts(self, on: bool) -> None:
        async def work() -> None:
            while True:
                radio.drop_contexts(self._unit)
                await self._clock.sleep(self._faults["context_deactivated"])

        self._start("context_deactivated", on, work)

    def _signal(self, on: bool) -> None:
        usual = Network().signal

        async def work() -> None:
            begun = self._clock.now()
            while (gone := (self._clock.now() - begun) / self._faults["signal_fading"]) < 1:
                self._unit.network.signal = round(usual * (1 - gone))
                await self._clock.sleep(STEP)
            self._unit.network.signal = NO_SIGNAL
            self._no_cell()

        self._start("signal_fading", on, work)
        if not on:
            self._unit.network.signal = usual
            if not self._faults.on("registration_lost"):
                self._cell()

    def _server(self, on: bool) -> None:
        unit = self._unit
        if on:
            self._far_end.drop()
            clients = [slot.client for slot in unit.clients] + [unit.station.client, unit.cloud.client]
            for client in clients:
                if client and not self._local:
                    client.lose()
            if unit.ftp.client and not self._local:
                unit.ftp.client.cut()

    def _tls(self, on: bool) -> None:
        self._unit.bad_tls = on

    def _login(self, on: bool) -> None:
        self._far_end.moods.set(LOGIN_REFUSED, on)
        self._far_end.file_moods.refuse = self._far_end.broker.refuse = on

    def _quota(self, on: bool) -> None:
        self._far_end.moods.set(QUOTA_FULL, on)
        self._far_end.file_moods.room = 0 if on else None

    def _slow(self, on: bool) -> None:
        seconds = self._faults["slow_network"]
        self._far_end.moods.slow = self._far_end.broker.slow = self._far_end.web_moods.slow = seconds
        self._far_end.file_moods.slow = seconds / self._clock.speed

    def _start(self, name: str, on: bool, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begins the task of a switch, in place of an earlier one."""
        if old := self._running.pop(name, None):
            old.cancel()
        if on:
            self._running[name] = self._tasks.start(work(), name)
