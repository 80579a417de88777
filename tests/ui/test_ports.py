"""The list of ports: every virtual module stands in it and can be opened."""

from __future__ import annotations

import asyncio

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.virtual.state import PROFILES


async def until(desk, true, seconds=20.0) -> None:
    """Waits for a fact."""
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


def test_every_virtual_module_is_offered(play) -> None:
    async def scene(desk) -> None:
        box = desk.window.toolbar.port
        desk.ports.refresh()
        await until(desk, lambda: box.count() >= len(PROFILES))
        urls = [box.itemData(row) for row in range(box.count())]
        assert urls[-len(PROFILES) :] == [f"virtual://{name}" for name in PROFILES]
        texts = [box.itemText(row) for row in range(box.count())]
        assert {"Virtual EC25", "Virtual BG96", "Virtual ME3630", "Virtual Tencent ESP8266"} <= set(texts)
        box.setCurrentIndex(urls.index("virtual://bg96"))
        await desk.ports.open_now(box.url)
        assert desk.open and desk.workbench.port.name == "virtual://bg96"

    play(scene)


def test_one_list_of_names_for_modules_and_their_manuals() -> None:
    known = Knowledge(resource("manuals"), cache="")
    assert {one.name for family in known.families.values() for one in family.profiles} == set(PROFILES)
