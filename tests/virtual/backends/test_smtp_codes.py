"""The numbers of chapters 5 and 6 fit together."""

import tomllib

from atbench import files
from atbench.virtual.backends.smtp_codes import NO_TLS, TEXTS, WRONG, refusal
from atbench.virtual.unit import CME


def test_against_the_rows_of_the_manual():
    tables = tomllib.loads((files.resource("manuals/quectel/smtp.toml")).read_text("utf-8"))["tables"]
    own, replies = ({row["code"] for row in table["codes"]} - {0} for table in tables)
    assert {refusal(reply).err for reply in replies} == own - set(TEXTS)
    assert all(refusal(reply).reply == reply for reply in replies)
    assert sorted(replies) == sorted(replies, key=lambda reply: refusal(reply).err)
    assert min(own) == 651 and max(own) == 682 and set(TEXTS) <= own
    assert (WRONG, NO_TLS, CME[664]) == (664, 665, "SMTP parameter error")


def test_what_the_manual_does_not_list():
    assert [(found.err, found.reply) for found in (refusal(432), refusal(-1), refusal(454, NO_TLS))] == [
        (660, 432),
        (660, 0),
        (665, 454),
    ]
