from __future__ import annotations

from tests.ui import made

from atbench.ui.terminal import hover
from atbench.ui.terminal.selection import NOWHERE, Place
from atbench.ui.terminal.shown import Shop


def test_the_field_under_the_pointer_is_told(qapp) -> None:
    shop = Shop(made.session().log, made.explain)
    text = shop.get(16).text
    told = hover.text(shop, Place(16, text.index("4")), False)
    assert "result = 4" in told
    assert "failed to resolve" in told
    assert hover.text(shop, Place(16, 2), False) == made.FAILED.summary.replace("'", "&#x27;")


def test_the_gutter_names_the_kind_and_its_doubts(qapp) -> None:
    book = made.Book()
    line = book.came("urc", "+CREG: 1", sure=False, also=("answer",))
    shop = Shop(book.log, made.explain)
    assert hover.text(shop, Place(line, 0), True) == "URC, but it could also be: answer"
    assert hover.text(shop, NOWHERE, True) == ""


def test_a_line_that_nobody_explains_has_no_tooltip(qapp) -> None:
    shop = Shop(made.session().log, lambda line: None)
    assert hover.text(shop, Place(16, 3), False) == ""
