"""Samples: a newcomer presses two buttons; the user's own values never give way to them."""

from __future__ import annotations

from tests.ui.wizard.helpers import READY, idle, states, until
from tests.ui.wizard.test_page import opened, type_into

from atbench.port.port import PortSettings

OWN = {"server": "smtp.work.example", "user": "me", "password": "hunter2"}


def test_two_buttons_send_a_mail(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk, "smtp")
        page.notice.virtual.click()
        await until(desk, lambda: bool(work.samples.names))
        desk.wizards.dock.foot.buttons["all"].click()  # the module is still starting
        await idle(desk)
        assert set(states(desk).values()) <= {"passed", "skipped"}, work.results
        (mail,) = desk.workbench.far_end.mails
        assert mail.subject == work.values["subject"]
        assert desk.settings.get("wizards").get("smtp", {}).get("ec20", {}) == {}

    play(scene, speed=3)  # the time limits are short, and the cloud inside works with real encryption


def test_own_values_are_kept_and_come_back(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk, "smtp", **OWN)
        page.notice.virtual.click()
        await until(desk, lambda: bool(work.samples.names))
        banner = desk.wizards.dock.right.itemAt(0).widget().samples
        assert "Samples" in banner.words.text()
        number = next(n for n, step in enumerate(work.wizard.steps) if step.name == "server")
        work.go(number)
        assert work.values["server"] != OWN["server"]
        assert page.fields.rows["server"].hint.text().startswith("a sample")
        type_into(page, "user", "somebody")  # his own, at once
        assert not page.fields.rows["user"].hint.text().startswith("a sample")
        work.go(0)
        kept = desk.settings.get("wizards")["smtp"]["ec20"]
        assert kept["server"] == OWN["server"] and kept["user"] == "somebody" and "to" not in kept
        banner.button.click()
        assert work.values["server"] == OWN["server"]
        assert work.values["password"] == OWN["password"]
        assert work.values["user"] == "somebody"
        assert banner.words.text() == "" or "missing" in banner.words.text()

    play(scene)


def test_they_are_offered_where_a_virtual_module_is_open(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, "tcp")
        banner = desk.wizards.dock.right.itemAt(0).widget().samples
        assert "missing" in banner.words.text()
        banner.button.click()
        assert work.values["host"] == "echo.example"
        desk.wizards.dock.foot.buttons["all"].click()
        await idle(desk)
        assert work.step is None, work.results

    play(scene)


def test_a_real_port_gets_none(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, "tcp", host="real.example")
        work.set_value("port", "")
        desk.wizards.dock.right.itemAt(0).widget().samples.button.click()
        assert work.values["host"] == "echo.example"
        await desk.workbench.open("loop://", PortSettings())
        assert work.values["host"] == "real.example"
        assert not work.samples.names

    play(scene)
