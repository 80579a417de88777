from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from tests.ui import made

from atbench.ui.explain.pane import ExplainPane
from atbench.ui.explain.remedies import Remedy


@pytest.fixture
def pane(qtbot, theme) -> ExplainPane:
    pane = ExplainPane()
    qtbot.addWidget(pane)
    pane.resize(980, 192)
    pane.show()
    return pane


@pytest.fixture
def failed():
    return made.session().log.line(16)


def test_it_says_what_it_is_for(pane) -> None:
    assert "Click a line" in pane._empty.text()
    assert pane.as_text() == ""


def test_it_tells_meaning_fields_causes_and_what_to_try(pane, failed) -> None:
    pane.show_line(failed, made.FAILED, seconds=2.774)
    text = pane.as_text()
    assert text.startswith("+QMTOPEN: 0,4\n\nClient 0 could not be opened")
    for part in ("client_idx", "MQTT client 0 of 0–5", "failed to resolve", "no DNS server", "AT+QIACT?", "right APN"):
        assert part in text
    assert text.endswith("Quectel MQTT V1.0 · 3.2.2")
    assert pane.head.context.whole() == "late result of AT+QMTOPEN, 2.8 s after it"


def test_a_button_puts_its_command_into_the_input(qtbot, pane, failed) -> None:
    pane.show_line(failed, made.FAILED)
    buttons = pane.findChildren(Remedy)
    assert [button.command for button in buttons] == list(made.FAILED.remedies)
    with qtbot.waitSignal(pane.command_wanted) as wanted:
        buttons[1].click()
    assert wanted.args == ["AT+QIACT?"]
    assert buttons[1].accessibleName() == "Put AT+QIACT? into the input"


def test_columns_without_anything_to_say_are_gone(pane, failed) -> None:
    pane.show_line(failed, replace(made.FAILED, error=None, remedies=()))
    assert not pane._causes.isVisible()
    assert not pane._remedies.isVisible()


def test_in_a_narrow_pane_each_column_keeps_its_share(qtbot, pane, failed) -> None:
    pane.resize(720, 192)
    pane.show_line(failed, made.FAILED)
    widths = [column.width() for column in pane._columns]
    assert min(widths) > 170, widths


def test_what_the_line_is_and_its_manual_share_a_narrow_head(qtbot, pane, failed) -> None:
    pane.resize(640, 192)
    pane.show_line(failed, made.FAILED, seconds=2.774)
    assert pane.head.context.width() >= min(pane.head.source.width(), pane.head.context.sizeHint().width())


def test_a_doubt_is_told(pane, failed) -> None:
    pane.show_line(failed, replace(made.FAILED, sure=False, also=("urc", "answer")))
    assert "it could also be URC, answer" in pane.as_text()


def test_nobody_chose_the_newest(pane, failed) -> None:
    pane.show_line(failed, made.FAILED, chosen=False)
    assert pane.head.context.whole() == "newest: late result of AT+QMTOPEN"


def test_a_pinned_pane_keeps_its_line(pane, failed) -> None:
    pane.show_line(failed, made.FAILED)
    pane.head.pin.click()
    pane.show_line(None, None)
    assert pane.line is failed


def test_it_folds_to_a_strip_with_one_sentence(qtbot, pane, failed) -> None:
    pane.show_line(failed, made.FAILED)
    with qtbot.waitSignal(pane.strip_changed) as changed:
        pane.toggle()
    assert changed.args == [True]
    assert pane.maximumHeight() == pane.strip_row.height()
    assert pane.strip_row.line.whole() == "+QMTOPEN: 0,4"
    assert pane.strip_row.words.whole() == "client 0: DNS resolution failed"
    assert pane.strip_row.more.text() == "· 3 likely causes, 3 things to try"
    pane.strip_row.open.click()
    assert not pane.strip


def test_markup_in_a_line_is_text(pane, failed) -> None:
    pane.show_line(failed, replace(made.FAILED, summary="<b>bold</b> & more"))
    assert "<b>bold</b> & more" in pane.as_text()


def test_it_can_be_copied(pane, failed) -> None:
    pane.show_line(failed, made.FAILED)
    pane.head.copy.click()
    assert QGuiApplication.clipboard().text() == pane.as_text()


def test_it_lives_through_a_change_of_theme(pane, failed, theme) -> None:
    pane.show_line(failed, made.FAILED)
    before = pane.as_text()
    theme.use("dark")
    assert pane.as_text() == before


def test_other_pages_stand_behind_tabs(qtbot, pane) -> None:
    page, corner = QWidget(), QWidget()
    pane.add_page("urcs", "URCs", page, corner)
    pane.turn(1)
    assert (pane.page, page.isVisible(), corner.isVisible(), pane.head.isVisible()) == ("urcs", True, True, False)
    pane.turn(1)
    assert (pane.page, page.isVisible(), pane.head.isVisible()) == ("explanation", False, True)
    pane.show_page("no such tab")
    assert pane.page == "explanation"


def test_f1_explains_first_and_folds_then(pane) -> None:
    pane.add_page("urcs", "URCs", QWidget(), QWidget())
    pane.show_page("urcs")
    pane.toggle()
    assert (pane.page, pane.strip) == ("explanation", False)
    pane.toggle()
    assert pane.strip
    pane.show_page("urcs")
    pane.toggle()
    assert (pane.page, pane.strip) == ("explanation", False)


def test_a_folded_pane_opens_before_it_turns(pane) -> None:
    pane.add_page("urcs", "URCs", QWidget(), QWidget())
    pane.tabs.fold.click()
    assert pane.strip
    pane.turn(1)
    assert (pane.page, pane.strip) == ("explanation", False)
