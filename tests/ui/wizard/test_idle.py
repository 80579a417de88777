"""A context that nobody uses for half an hour: said quietly, never acted on by itself."""

from __future__ import annotations

from tests.ui.wizard.helpers import READY, commands, idle, until
from tests.ui.wizard.test_page import opened

from atbench.ui.wizard import idle as idling

SOON = 20.0  # s in the place of half an hour


async def up(desk, monkeypatch):
    """A web wizard that has brought the context up and rests; its banner."""
    monkeypatch.setattr(idling, "IDLE", SOON)
    await desk.ports.open_now(READY)
    work, _page = opened(desk, "http", url="http://web.example/")
    for _step in range(5):
        work.run_step()
        await idle(desk)
    assert work.left == 1 and desk.session.status.contexts
    return desk.wizards.dock.right.itemAt(0).widget().idle


def test_it_offers_what_deactivates_it_and_sends_nothing_itself(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        banner = await up(desk, monkeypatch)
        sign = desk.window.status.signs.idle
        assert banner.isHidden() and sign.isHidden()
        sent = commands(desk)
        await until(desk, lambda: not banner.isHidden())
        assert banner.button.text() == "AT+QIDEACT=1"
        assert sign.accessibleName() == "Context 1 is idle"
        await desk.workbench.clock.sleep(SOON)
        assert commands(desk) == sent
        desk.wizards.dock.close()
        sign.click()
        assert desk.wizards.dock.isVisible()
        banner.button.click()
        await until(desk, lambda: banner.isHidden() and desk.wizards.work.left == 0)
        assert commands(desk) == [*sent, "AT+QIDEACT=1"]
        assert sign.isHidden()

    play(scene)


def test_traffic_puts_it_off(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        banner = await up(desk, monkeypatch)
        clock = desk.workbench.clock
        begun = clock.now()
        while clock.now() - begun < 1.5 * SOON:
            with desk.session.late_of('AT+QPING=1,"web.example",1,1') as told:
                await desk.session.ask('AT+QPING=1,"web.example",1,1')
                await told.wait(30)
            await clock.sleep(2)
            assert banner.isHidden()
        begun = clock.now()
        while clock.now() - begun < 1.5 * SOON and banner.isHidden():
            await desk.session.ask("AT+CSQ")  # the network sees nothing of it
            await clock.sleep(2)
        assert not banner.isHidden()

    play(scene)


def test_no_word_where_nothing_is_active(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        banner = await up(desk, monkeypatch)
        await desk.session.ask("AT+QIDEACT=1")
        await desk.workbench.clock.sleep(1.5 * SOON)
        assert banner.isHidden()
        await desk.session.ask("AT+QIACT=1")
        await until(desk, lambda: not banner.isHidden())
        desk.views.use_language("zh_CN")
        assert not desk.window.status.signs.idle.isHidden()
        assert not desk.wizards.dock.right.itemAt(0).widget().idle.isHidden()
        await desk.workbench.close()
        await until(desk, lambda: desk.window.status.signs.idle.isHidden())

    play(scene)
