from __future__ import annotations

import pytest

from atbench.ui.terminal.looks import LOOKS, look
from atbench.ui.terminal.marks import SHAPES, pixmap


def grey(shape: str, **more: object) -> bytes:
    image = pixmap(shape, 0xFF000000, **more).toImage()  # type: ignore[arg-type]
    return bytes(image.constBits())


def test_every_kind_has_its_own_shape(qapp) -> None:
    shapes = [one.mark for name, one in LOOKS.items() if one.mark and name != "failed urc"]
    assert len({grey(shape) for shape in shapes}) == len(shapes)


@pytest.mark.parametrize("shape", [name for name in SHAPES if name])
def test_a_doubtful_mark_is_another_picture(qapp, shape: str) -> None:
    assert grey(shape) != grey(shape, question=True)


def test_a_mark_is_as_fine_as_the_screen(qapp) -> None:
    assert pixmap("tick", 0xFF000000, 2.0).width() == 2 * pixmap("tick", 0xFF000000, 1.0).width()


def test_a_failure_has_another_look_where_there_is_one() -> None:
    assert look("final", False).mark == "cross"
    assert look("final", True).mark == "tick"
    assert look("answer", False) is LOOKS["answer"]
    assert look("something new") is LOOKS["text"]
