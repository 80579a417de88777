"""Fields beside each other, and the commands that follow from them while one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest
from tests.ui.wizard.helpers import ALIYUN


def at(desk: Any, name: str, step: str, **values: str) -> tuple[Any, Any]:
    """The page of a wizard at a step, with these values."""
    desk.wizards.open(name)
    work = desk.wizards.work
    for field, value in values.items():
        work.set_value(field, value)
    work.go([one.name for one in work.wizard.steps].index(step))
    return work, desk.wizards.dock.page


def type_into(page: Any, name: str, text: str) -> None:
    edit = page.fields.rows[name].editor.control
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_the_commands_are_those_that_will_be_sent_with_secrets_alone_as_dots(play) -> None:
    async def scene(desk) -> None:
        mine = {"user": "bob@m.example", "password": "s3cret!", "sender": "bob@m.example"}
        work, page = at(desk, "smtp", "server", server="m.example", **mine)
        assert 'AT+QSMTPCFG="smtpserver","m.example",465' in page.commands.text
        assert 'AT+QSMTPCFG="sslctxid",1' in page.commands.text
        assert 'AT+QSMTPCFG="account","bob@m.example","••••••••"' in page.commands.text
        assert 'AT+QSMTPCFG="sender","atbench","bob@m.example"' in page.commands.text
        work.set_value("security", "2")
        assert 'AT+QSMTPCFG="smtpserver","m.example",587' in page.commands.text

    play(scene)


def test_what_is_signed_here_is_shown_but_for_the_password(play) -> None:
    async def scene(desk) -> None:
        _work, page = at(desk, "qmt", "connect", **{**ALIYUN, "cloud": "aliyun_signed"})
        user = f"{ALIYUN['device']}&{ALIYUN['product']}"
        assert f'|securemode=3,signmethod=hmacsha256|","{user}","••••••••"' in page.commands.text

    play(scene)


def test_a_proposal_stands_greyed_and_an_odd_pair_is_told_at_the_field(play) -> None:
    async def scene(desk) -> None:
        work, page = at(desk, "smtp", "server")
        row = page.fields.rows["port"]
        assert (row.editor.control.text(), row.editor.control.placeholderText()) == ("", "465")
        assert "465" in row.editor.control.accessibleDescription()
        assert row.below.isHidden()
        work.set_value("security", "0")
        assert row.editor.control.placeholderText() == "25"
        type_into(page, "port", "587")
        assert "STARTTLS" in row.problem.text()
        assert not row.mark.isHidden()
        assert row.send.isHidden()
        assert "STARTTLS" in row.editor.control.accessibleDescription()
        type_into(page, "sender", "nobody")
        row = page.fields.rows["sender"]
        assert "no mail address" in row.problem.text()
        assert not row.send.isHidden()
        assert row.mark.isHidden()

    play(scene)


def test_only_the_choices_of_the_module_are_offered(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now("virtual://tencent-esp8266?boot=0")
        work, page = at(desk, "tencent", "device")
        box = page.fields.rows["mode"].editor.control
        assert [box.itemData(number) for number in range(box.count())] == ["1"]
        assert work.values["mode"] == "1"

    play(scene)
