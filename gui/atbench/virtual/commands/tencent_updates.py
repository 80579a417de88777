"""How a Tencent module learns of a firmware and loads it. Source: Tencent's public C SDK (MIT), its OTA messages.

The module subscribes to `$ota/update/${product}/${device}` and reports its version on `$ota/report/…`; the cloud
answers `report_version_rsp` and, where a job waits, `update_firmware` with version, URL, size and MD5.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from atbench.virtual.backends import download
from atbench.virtual.backends.packets import Message
from atbench.virtual.backends.station import Image
from atbench.virtual.backends.tencent_codes import NO_CONNECTION
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.commands.tencent_mqtt import sent, subscribed
from atbench.virtual.unit import Unit


async def report(unit: Unit) -> int:
    """Tells the version and waits for the answer; 0, or why it failed."""
    station, where = unit.station, _topic(unit, "update")
    updates = station.updates
    err = await subscribed(unit, where, 1)
    if err:
        return err
    updates.answer = asyncio.get_running_loop().create_future()
    told = {"type": "report_version", "report": {"version": updates.version}}
    err = await _tell(unit, told)
    if err:
        return err
    try:
        async with unit.clock.timeout(station.wishes.timeout / 1000):
            return await updates.answer
    except TimeoutError:
        return firmware(unit).no_answer
    finally:
        updates.answer = None


def cancel(unit: Unit) -> None:
    """Ends a download under way."""
    updates = unit.station.updates
    task, updates.task, updates.loading = updates.task, None, False
    if task:
        task.cancel()


def heard(unit: Unit, message: Message) -> bool:
    """Whether it is one of the cloud's messages about firmware, which the module keeps to itself."""
    if unit.station.info is None or message.topic.decode("latin-1") != _topic(unit, "update"):
        return False
    try:
        told = json.loads(message.payload)
    except ValueError:
        return True
    updates = unit.station.updates
    kind = told.get("type") if isinstance(told, dict) else None
    if kind == "report_version_rsp" and updates.answer and not updates.answer.done():
        updates.answer.set_result(0 if told.get("result_code") == 0 else NO_CONNECTION)
    elif kind == "update_firmware" and updates.on and not updates.loading:
        updates.loading = True
        updates.task = unit.tasks.start(_load(unit, told), "firmware")
    return True


async def _load(unit: Unit, offer: dict[str, Any]) -> None:
    station, row = unit.station, firmware(unit)
    await unit.clock.sleep(0.5)  # the result of AT+TCOTASET comes first
    unit.urc(row.line("+TCOTASTATUS", "ENTERUPDATE"))
    image = await _fetched(unit, offer)
    if image:
        station.image, station.updates.read = image, 0
    station.updates.loading, station.updates.task = False, None
    unit.urc(row.line("+TCOTASTATUS", "UPDATESUCCESS" if image else "UPDATEFAIL"))
    state = {"state": "done" if image else "fail", "result_code": "0" if image else "-3", "result_msg": ""}
    await _tell(unit, {"type": "report_progress", "report": {"progress": state, "version": str(offer.get("version"))}})


async def _fetched(unit: Unit, offer: dict[str, Any]) -> Image | None:
    """The firmware, None where it did not come, or is another one than was offered."""
    try:
        data = await download.fetch(str(offer.get("url")), unit.names, firmware(unit).room)
    except download.Failed:
        return None
    image = Image(str(offer.get("version"))[:32], data)
    return image if image.md5 == offer.get("md5sum") and len(data) == offer.get("file_size") else None


async def _tell(unit: Unit, told: dict[str, Any]) -> int:
    payload = json.dumps(told, separators=(",", ":")).encode()
    return await sent(unit, _topic(unit, "report").encode("latin-1"), 1, payload)


def _topic(unit: Unit, kind: str) -> str:
    info = unit.station.info
    return f"$ota/{kind}/{info.product}/{info.device}" if info else ""
