"""Numbers of the module for what a server said: the whole table of the note, in its order."""

import pytest

from atbench.virtual.backends import ftp_codes
from atbench.virtual.unit import CME

PAIRS = [
    (614, 421),
    (615, 425),
    (616, 426),
    (617, 450),
    (618, 451),
    (619, 452),
    (620, 500),
    (621, 501),
    (622, 502),
    (623, 503),
    (624, 504),
    (625, 530),
    (626, 532),
    (627, 550),
    (628, 551),
    (629, 552),
    (627, 553),
    (612, 554),
    (601, 522),
]


@pytest.mark.parametrize(("err", "reply"), PAIRS)
def test_pairs(err, reply):
    failed = ftp_codes.refusal(f"{reply} some words")
    assert (failed.err, failed.reply) == (err, reply)


def test_no_answer_at_all():
    failed = ftp_codes.refusal("\x15\x03\x01")
    assert (failed.err, failed.reply) == (601, 0)


def test_every_number_has_words_for_cmee_2():
    assert {*range(601, 630), 631} <= CME.keys()
    assert ftp_codes.TIME_OUT == 609 and ftp_codes.WRONG == 610 and ftp_codes.FILE_ERROR == 613
