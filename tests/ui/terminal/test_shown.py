from __future__ import annotations

from tests.ui import made

from atbench.ui.terminal import shown
from atbench.ui.terminal.shown import Shop


def test_only_some_lines_are_kept(monkeypatch) -> None:
    monkeypatch.setattr(shown, "KEPT", 10)
    book = made.Book()
    for n in range(50):
        book.came("answer", f"+CSQ: {n},99")
    shop = Shop(book.log, made.explain)
    for line in range(50):
        shop.get(line)
    assert len(shop._kept) == 10
    assert shop.get(49) is shop.get(49)


def test_payload_shows_its_line_ends() -> None:
    book = made.Book()
    line = book.came("data", b"one\r\ntwo\tthree")
    assert Shop(book.log, made.explain).get(line).text == "one\\x0d\\x0atwo\\tthree"


def test_noise_shows_its_bytes() -> None:
    book = made.Book()
    line = book.came("noise", b"\xfe\x00\xc3")
    assert Shop(book.log, made.explain).get(line).text == "\\xfe\\x00\\xc3"


def test_our_own_lines_are_not_explained() -> None:
    book = made.Book()
    line = book.note("COM7 opened")
    shop = Shop(book.log, lambda line: 1 / 0)  # type: ignore[arg-type, return-value]
    one = shop.get(line)
    shop.add_note(one)
    assert one.note == ""


def test_what_was_sent_and_is_no_command_is_data() -> None:
    book = made.Book()
    lines = [book.sent(text, echo=False) for text in ("AT+CSQ", '{"lamp":1}', "A/")]
    shop = Shop(book.log, made.explain)
    assert [shop.get(line).look.mark for line in lines] == ["arrow right", "lines", "arrow right"]
