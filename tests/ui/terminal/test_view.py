from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from tests.ui import made

from atbench.ui.terminal import hover
from atbench.ui.terminal.canvas import TOP
from atbench.ui.terminal.selection import BEYOND, Place
from atbench.ui.terminal.times import clock
from atbench.ui.terminal.view import TerminalView


@pytest.fixture
def book() -> made.Book:
    return made.Book()


@pytest.fixture
def view(qtbot, theme, book: made.Book, monkeypatch) -> TerminalView:
    monkeypatch.setattr("atbench.ui.terminal.scroller.FLOOD_FRAME", 0)
    view = TerminalView()
    qtbot.addWidget(view)
    view.resize(700, TOP + 10 * theme.row_height())
    view.show_log(book.log, made.explain)
    view.show()
    return view


def fill(book: made.Book, count: int, kind: str = "answer") -> None:
    for n in range(count):
        book.came(kind, f"+CSQ: {n},99")  # type: ignore[arg-type]


def texts(view: TerminalView) -> list[str]:
    assert view.rows is not None
    assert view.shop
    return [view.shop.get(line).text for line in view.rows.lines(view.top, view.page)]


def wheel(view: TerminalView, notches: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(200, 50)
    turn = QPoint(0, 120 * notches)
    none = Qt.MouseButton.NoButton
    view.wheelEvent(QWheelEvent(at, at, QPoint(), turn, none, held, Qt.ScrollPhase.NoScrollPhase, False))


def spot(view: TerminalView, row: int, letter: int = 0) -> QPoint:
    return QPoint(
        int(view.painter.text_x + letter * view.painter.ruler(True).cell + 1),
        TOP + (row - view.top) * view.painter.row + 5,
    )


def click(
    qtbot, view: TerminalView, row: int, letter: int = 0, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, spot(view, row, letter))


def drag(qtbot, view: TerminalView, start: QPoint, end: QPoint) -> None:
    port, button = view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(port, button, pos=start)
    qtbot.mouseMove(port, QPoint(end.x() - 20, end.y()))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, button, pos=end)


# -- follow and pause -----------------------------------------------------------------------------------------------


def test_it_follows_the_newest_line(view, book) -> None:
    fill(book, 50)
    view.refresh()
    assert texts(view)[-1] == "+CSQ: 49,99"


@pytest.mark.parametrize("how", ["wheel", "page up", "click", "drag", "space"])
def test_nothing_moves_under_somebody_who_reads(qtbot, view, book, how: str) -> None:
    fill(book, 50)
    view.refresh()
    match how:
        case "wheel":
            wheel(view, 1)
        case "page up":
            qtbot.keyClick(view, Qt.Key.Key_PageUp)
        case "click":
            click(qtbot, view, view.top + 3)
        case "drag":
            drag(qtbot, view, spot(view, view.top + 2), spot(view, view.top + 5, 6))
        case "space":
            qtbot.keyClick(view, Qt.Key.Key_Space)
    before = texts(view)
    fill(book, 30)
    view.refresh()
    assert texts(view) == before
    assert not view.following


def test_a_click_on_the_newest_line_goes_on_following(qtbot, view, book) -> None:
    fill(book, 50)
    view.refresh()
    click(qtbot, view, 49)
    assert view.selected == 49
    assert view.following


def test_the_chip_counts_lines_and_errors_and_leads_back(qtbot, view, book) -> None:
    fill(book, 50)
    view.refresh()
    wheel(view, 2)
    assert not view.chip.isVisible()
    fill(book, 11)
    book.came("final", "ERROR", ok=False)
    view.refresh()
    assert view.chip.text() == "12 new lines · 1 error"
    qtbot.mouseClick(view.chip, Qt.MouseButton.LeftButton)
    assert view.following
    assert not view.chip.isVisible()
    assert texts(view)[-1] == "ERROR"


def test_the_end_follows_again(qtbot, view, book) -> None:
    fill(book, 50)
    view.refresh()
    for back in (lambda: qtbot.keyClick(view, Qt.Key.Key_End), lambda: wheel(view, -3)):
        wheel(view, 3)
        assert not view.following
        back()
        assert view.following


def test_refresh_does_nothing_while_nothing_came(view, book, monkeypatch) -> None:
    fill(book, 5)
    view.refresh()
    monkeypatch.setattr(view, "fit", lambda *_: pytest.fail("it worked"))
    view.refresh()


def test_a_smaller_window_still_shows_the_newest(view, book, theme) -> None:
    fill(book, 50)
    view.refresh()
    view.resize(700, TOP + 5 * theme.row_height())
    assert texts(view)[-1] == "+CSQ: 49,99"
    assert len(texts(view)) == 5


# -- lines ----------------------------------------------------------------------------------------------------------


def test_echoes_are_folded_until_they_are_wanted(view) -> None:
    book = made.Book()
    view.show_log(book.log, made.explain)
    book.sent("AT+CSQ")
    book.came("final", "OK", ok=True)
    view.refresh()
    assert texts(view) == ["AT+CSQ", "OK"]
    view.set_echoes(True)
    assert texts(view) == ["AT+CSQ", "AT+CSQ", "OK"]


def test_the_view_can_be_cleared_and_brought_back(view, book) -> None:
    fill(book, 5)
    view.refresh()
    view.clear_view()
    assert texts(view) == []
    book.came("final", "OK", ok=True)
    view.refresh()
    assert texts(view) == ["OK"]
    assert view.undo_clear()
    assert len(texts(view)) == 6
    assert not view.undo_clear()


def test_notes_are_looked_up_for_painted_lines_only(qtbot, view, book) -> None:
    asked = []
    view.show_log(book.log, lambda line: asked.append(line.index))
    fill(book, 500)
    view.refresh()
    qtbot.waitUntil(lambda: 499 in asked)
    assert min(asked) > 400


def test_the_words_of_the_program_stand_behind_a_line(view, book) -> None:
    line = book.sent("AT+QIACT=1")
    view.refresh()
    view.set_note(line, "waiting 4 of 150 s")
    assert view.spoken(line).endswith("command, AT+QIACT=1, waiting 4 of 150 s")
    view.set_note(line, "")
    assert "waiting" not in view.spoken(line)


def test_a_mark_of_the_log_is_seen_at_once(view, book) -> None:
    line = book.sent("AT+CSQ")
    view.refresh()
    assert "before" not in view.spoken(line)
    book.log.mark(line, "sent before the answer to AT came")
    view.refresh()
    assert view.spoken(line).endswith("sent before the answer to AT came")


def test_long_payload_is_summed_up(view, book) -> None:
    book.came("data", bytes(65 + n % 26 for n in range(2048)))
    view.refresh()
    assert len(texts(view)[0]) == 257
    assert view.spoken(0).endswith("2048 bytes")


def test_a_line_is_spoken(view) -> None:
    book = made.session()
    view.show_log(book.log, made.explain)
    spoken = view.spoken(16)
    assert spoken.split(", ", 1)[1] == "late result, failed, +QMTOPEN: 0,4, client 0: DNS resolution failed"


# -- selection and copy ---------------------------------------------------------------------------------------------


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_drag_copies_letters_over_lines(qtbot, view, book) -> None:
    for text in ("first", "second", "third"):
        book.came("text", text)
    view.refresh()
    drag(qtbot, view, spot(view, 0, 2), spot(view, 2, 3))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "rst\nsecond\nthi"
    assert view.selected == -1


def test_shift_extends(qtbot, view, book) -> None:
    book.came("text", "abcdef")
    view.refresh()
    click(qtbot, view, 0, 1)
    click(qtbot, view, 0, 4, Qt.KeyboardModifier.ShiftModifier)
    view.copy()
    assert clipboard() == "bcd"


def test_twice_takes_a_value_and_three_times_the_line(qtbot, view, book) -> None:
    book.came("urc", '+QMTRECV: 0,"two words"')
    view.refresh()
    place = spot(view, 0, 16)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    view.copy()
    assert clipboard() == "two words"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    view.copy()
    assert clipboard() == '+QMTRECV: 0,"two words"'


def test_a_copy_with_notes_has_columns(qtbot, view) -> None:
    book = made.session()
    view.show_log(book.log, made.explain)
    view.select_line(16)
    with qtbot.waitSignal(view.told) as told:
        view.copy_with_notes()
    time, kind, text, note = clipboard().split("\t")
    assert len(time) == 23
    assert (kind, text, note) == ("late result, failed", "+QMTOPEN: 0,4", "client 0: DNS resolution failed")
    assert told.args == ["Copied 1 line"]


def test_cut_payload_is_copied_whole(view, book) -> None:
    book.came("data", b"x" * 5000)
    view.refresh()
    view.select_all()
    view.copy()
    assert clipboard() == "x" * 5000


def test_a_copy_has_an_end(qtbot, view, book, monkeypatch) -> None:
    monkeypatch.setattr("atbench.ui.terminal.copying.MOST", 10)
    fill(book, 50)
    view.refresh()
    view.select_all()
    with qtbot.waitSignal(view.told) as told:
        view.copy()
    assert clipboard().count("\n") == 9
    assert "first 10 of 50" in told.args[0]


# -- keys -----------------------------------------------------------------------------------------------------------


def test_keys_walk_over_errors_and_commands(qtbot, view) -> None:
    book = made.session()
    view.show_log(book.log, made.explain)
    log = book.log

    def text() -> str:
        return log.line(view.selected).text

    qtbot.keyClick(view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert text() == "+CME ERROR: 10"
    qtbot.keyClick(view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert text() == "+QMTOPEN: 0,4"
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert text().startswith("AT+QMTOPEN")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert text() == "OK"
    qtbot.keyClick(view, Qt.Key.Key_F8)
    assert text() == "+QMTOPEN: 0,4"
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_F8)
    assert text() == "+CME ERROR: 10"


def test_the_chosen_line_is_always_in_view(qtbot, view, book) -> None:
    fill(book, 100)
    view.refresh()
    for key in (Qt.Key.Key_Up,) * 30 + (Qt.Key.Key_Down,) * 15:
        qtbot.keyClick(view, key)
        assert view.top <= view.rows.row(view.selected) < view.top + view.page


def test_a_letter_goes_to_the_input(qtbot, view) -> None:
    with qtbot.waitSignal(view.typed) as typed:
        qtbot.keyClicks(view, "A")
    assert typed.args == ["A"]


def test_the_wheel_with_shift_goes_sideways(view, book) -> None:
    book.came("text", "x" * 1000)
    view.refresh()
    view.grab()
    wheel(view, -2, Qt.KeyboardModifier.ShiftModifier)
    assert view.horizontalScrollBar().value() > 0
    assert view.following


def test_a_flood_is_painted_every_other_frame(qtbot, view, book, monkeypatch) -> None:
    monkeypatch.setattr("atbench.ui.terminal.scroller.FLOOD_FRAME", 10_000)
    view.grab()
    fill(book, 500)
    view.refresh()
    assert view.bar.maximum() == 0
    monkeypatch.setattr("atbench.ui.terminal.scroller.FLOOD_FRAME", 0)
    view.refresh()
    assert texts(view)[-1] == "+CSQ: 499,99"


# -- speed ----------------------------------------------------------------------------------------------------------


class Endless:
    """Ten million lines without a byte of memory."""

    version, errors, echoes = 1, 0, ()

    def __init__(self) -> None:
        self.read = 0

    def __len__(self) -> int:
        return 10_000_000

    def time(self, line: int) -> float:
        return made.START + line

    def failed(self, start: int, step: int) -> int:
        return -1

    command = failed

    def line(self, line: int):
        self.read += 1
        return made.session_line(line)


def test_ten_million_lines_cost_a_page(view) -> None:
    log = Endless()
    view.show_log(log, made.explain)
    view.scroll_to(5_000_000)
    view.grab()
    assert texts(view)[0] == "+CSQ: 5000000,99"
    assert log.read < 100


def test_a_megabyte_in_one_line_is_cut(view, book, monkeypatch) -> None:
    drawn = []
    monkeypatch.setattr("atbench.ui.terminal.painter.Painter.text", _counting(drawn))
    book.came("text", "x" * 1_000_000)
    view.refresh()
    view.grab()
    assert drawn
    assert max(drawn) < 500


def _counting(drawn: list[int]):
    from atbench.ui.terminal.painter import Painter

    real = Painter.text

    def text(self, painter, *more: object, **also: object) -> None:
        real(self, Counter(painter, drawn), *more, **also)  # type: ignore[arg-type]

    return text


class Counter:
    """A painter that notes how many letters it was asked to draw."""

    def __init__(self, painter, drawn: list[int]) -> None:
        self._painter, self._drawn = painter, drawn

    def drawText(self, at, text: str) -> None:
        self._drawn.append(len(text))
        self._painter.drawText(at, text)

    def __getattr__(self, name: str):
        return getattr(self._painter, name)


def test_the_whole_log_can_be_selected_without_reading_it(view) -> None:
    log = Endless()
    view.show_log(log, made.explain)
    read = log.read
    view.select_all()
    assert log.read == read
    assert view.selection.ends == (Place(0, 0), Place(9_999_999, BEYOND))


# -- repeats --------------------------------------------------------------------------------------------------------


def rings(view: TerminalView, book: made.Book, count: int = 4) -> None:
    view.set_collapse(True)
    book.came("answer", "+CSQ: 1,99")
    for _n in range(count):
        book.came("urc", "RING", after=1)
    book.came("urc", "RDY")
    view.refresh()


def test_repeats_stand_in_one_row_that_says_how_many(view, book) -> None:
    rings(view, book)
    assert texts(view) == ["+CSQ: 1,99", "RING", "RDY"]
    view.set_notes(False)
    view.grab()
    assert view.shop.get(1).tail(noted=False) == f"× 4, last {clock(book.log.time(4))}"
    view.set_time("off")
    view.grab()
    assert view.shop.get(1).run == "× 4"
    assert "× 4" in view.spoken(1)
    view.set_collapse(False)
    view.grab()
    assert texts(view).count("RING") == 4
    assert view.shop.get(1).run == ""


def test_a_run_grows_where_it_stands(view, book) -> None:
    view.set_collapse(True)
    for n in range(3):
        book.came("urc", "RING")
        view.refresh()
        view.grab()
        assert texts(view) == ["RING"]
        assert view.shop.get(0).run.startswith("× " + str(n + 1) if n else "")
    assert book.log.raw(2) == b"RING\r\n"


def test_a_log_that_is_shown_later_is_collapsed_too(view) -> None:
    view.set_collapse(True)
    view.set_echoes(True)
    other = made.Book()
    other.sent("AT")
    for _n in range(3):
        other.came("urc", "RING")
    view.show_log(other.log, made.explain)
    assert texts(view) == ["AT", "AT", "RING"]


def test_a_chosen_repeat_is_its_row(view, book) -> None:
    rings(view, book)
    view.go_to(3)
    assert view.selected == 1
    view.step(1)
    assert book.log.line(view.selected).text == "RDY"
    view.set_collapse(False)
    view.go_to(3)
    assert view.selected == 3
    view.set_collapse(True)
    assert view.selected == 1


def test_a_row_of_repeats_is_copied_with_all_of_them(qtbot, view, book) -> None:
    rings(view, book)
    view.select_line(1)
    with qtbot.waitSignal(view.told) as told:
        view.copy()
    assert clipboard() == "RING\n" * 3 + "RING"
    assert told.args == ["Copied 4 lines"]
    view.copy_with_notes()
    assert len({line.split("\t")[0] for line in clipboard().split("\n")}) == 4  # each with its own time
    view.select_all()
    with qtbot.waitSignal(view.told) as told:
        view.copy()
    assert clipboard().split("\n") == ["+CSQ: 1,99", *["RING"] * 4, "RDY"]
    assert told.args == ["Copied 6 lines"]


def test_a_part_of_a_row_of_repeats_is_copied_once(qtbot, view, book) -> None:
    rings(view, book)
    view.selection.anchor, view.selection.caret = Place(1, 1), Place(5, 2)
    with qtbot.waitSignal(view.told) as told:
        view.copy()
    assert clipboard() == "ING\nRD"
    assert told.args == ["Copied 2 lines"]


def test_keys_do_not_stick_in_a_run_of_failures(qtbot, view, book) -> None:
    view.set_collapse(True)
    for _n in range(3):
        book.came("urc", "NO CARRIER", ok=False)
    last = book.came("final", "ERROR", ok=False)
    view.refresh()
    view.next_error()
    assert view.selected == 0
    view.next_error()
    assert view.selected == last
    view.previous_error()
    assert view.selected == 0


def test_what_repeats_a_cleared_line_is_seen(view, book) -> None:
    rings(view, book)
    book.came("urc", "RDY")
    view.refresh()
    view.clear_view()
    book.came("urc", "RDY")
    view.refresh()
    assert texts(view) == ["RDY"]
    view.undo_clear()
    assert texts(view) == ["+CSQ: 1,99", "RING", "RDY", "RDY"]


def test_the_gutter_says_how_often(view, book) -> None:
    rings(view, book)
    view.grab()
    assert "× 4" in hover.text(view.shop, Place(1, 0), gutter=True)
