"""Another language: what the steps said is said again."""

from __future__ import annotations

from tests.ui.wizard.helpers import ALIYUN, READY, idle
from tests.ui.wizard.test_page import opened

from atbench.texts import _


def _plain(text: str) -> bool:
    """Whether no Chinese letter stands in it."""
    return not any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_notes_of_steps_that_ran(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, "doctor")
        work.run_all()
        await idle(desk)
        before = {name: one.note for name, one in work.results.items()}
        assert before["registration"].startswith("CS: registered at home")
        work.go(0)
        desk.views.use_language("zh_CN")
        now = {name: one.note for name, one in work.results.items()}
        assert now["alive"].startswith(_("answers")) and before["alive"].startswith("answers")
        assert now["registration"].startswith(f"CS: {_('registered at home')}")
        assert before["signal"].partition(",")[0] == now["signal"].partition(",")[0]
        assert _("answers") in desk.wizards.dock.page.note.words.text()
        desk.views.use_language("en")
        assert {name: one.note for name, one in work.results.items()} == before

    play(scene)


def test_a_failure_with_its_causes(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **{**ALIYUN, "cloud": "aliyun_signed", "secret": "0" * 32})
        work.run_all()
        await idle(desk)
        failed = next(one for one in work.results.values() if one.state == "failed")
        assert failed.causes and all(map(_plain, (failed.note, *failed.causes, *failed.tries)))
        assert not any(text.startswith("Tencent") for text in failed.causes)
        desk.views.use_language("zh_CN")
        again = work.results[failed.step]
        assert not _plain(again.note) and not any(map(_plain, (*again.causes, *again.tries)))
        assert len(again.causes) == len(failed.causes)
        assert again.remedies == failed.remedies
        desk.views.use_language("en")
        assert work.results[failed.step] == failed

    play(scene)
