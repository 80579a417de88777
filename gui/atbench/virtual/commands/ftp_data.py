"""What uploads and downloads share: data connections, data mode, time. Quectel FTP(S) note V1.2, 1.5 and 2.1."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from atbench.virtual.backends.ftp_codes import WRONG
from atbench.virtual.backends.ftp_control import Links
from atbench.virtual.intake import End
from atbench.virtual.line import Refused
from atbench.virtual.unit import Lines, Unit

PORT = "COM:"
MOST = 999_999_999


def links_of(unit: Unit) -> Links:
    """As AT+QFTPCFG says now. FTPS is passive only."""
    session, speed = unit.ftp, unit.clock.speed
    if session.number("ssltype") and not session.number("transmode"):
        raise Refused(WRONG)
    return Links(
        bool(session.number("transmode")),
        session.number("data_address"),
        bool(session.number("restenable")),
        session.number("rsptimeout") / speed,
        session.number("data_address", 1) / speed,
    )


def type_of(unit: Unit) -> str:
    return "A" if unit.ftp.number("filetype") else "I"


def never_begun(unit: Unit, name: str, result: str) -> Lines:
    if unit.profile.habits.ftp.refuses:
        raise Refused(int(result.partition(",")[0]))
    unit.urc(f"{name}: {result}")
    return ()


async def typed(
    unit: Unit, length: int, seconds: float, take: Callable[[bytes], None], over: asyncio.Future[None]
) -> End | None:
    """How data mode ends, as `SerialSide.typed` says; None where `over` is done before."""
    ended: list[End] = []

    async def listen() -> None:
        ended.append(await unit.port.typed(length, seconds, take))

    listening = unit.tasks.start(listen(), "ftp port")
    await asyncio.wait({listening, over}, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    return ended[0] if ended and not over.done() else None


async def within(unit: Unit, work: Awaitable[None]) -> None:
    """Within rsptimeout; a server that is slower loses us."""
    try:
        async with unit.clock.timeout(unit.ftp.number("rsptimeout")):
            await work
    except TimeoutError:
        if unit.ftp.client:
            unit.ftp.client.cut()
        raise
