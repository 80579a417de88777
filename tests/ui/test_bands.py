"""The notes that head a step of a wizard: bold, with the state of the step as their mark."""

from __future__ import annotations

from tests.ui.wizard.helpers import READY, idle, until
from tests.ui.wizard.test_page import own

from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Step, StepFailed


def heads(desk) -> list[tuple[str, str]]:
    """The bands as they are shown: text, and mark."""
    shop = desk.window.terminal.shop
    shown = map(shop.get, range(len(desk.session.log)))
    return [(one.text, one.look.mark) for one in shown if one.look.ground == "tint"]


def test_bands_follow_their_steps(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        async def slow(talk: Talk) -> str:
            await talk.ask("AT")
            await talk.clock.sleep(20)
            return ""

        async def fails(talk: Talk) -> str:
            await talk.ask("AT")
            raise StepFailed("no")

        await desk.ports.open_now(READY)
        steps = (Step("one", "One", act=slow, undo=("ATE1",)), Step("two", "Two", act=fails))
        work, _page = own(desk, monkeypatch, *steps)
        work.run_all()
        await until(desk, lambda: heads(desk) == [("Small · 1 One", "play")])
        await idle(desk)
        assert heads(desk) == [("Small · 1 One", "tick"), ("Small · 2 Two", "cross")]
        desk.views.use_language("zh_CN")  # another window shows them, too
        assert [mark for _text, mark in heads(desk)] == ["tick", "cross"]
        work.clean_up()
        await idle(desk)
        assert heads(desk)[-1][1] == "tick"
        look = desk.window.terminal.shop.get(0).look
        assert look.ground == "" and look.mark == "dash"  # other notes of ours stay quiet
        await desk.ports.open_now(READY)
        assert heads(desk) == []

    play(scene, speed=10)
