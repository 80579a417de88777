"""Random mail commands in random order: the module neither hangs nor breaks down, and AT finds it at home."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atbench.virtual.commands import FAMILIES
from atbench.virtual.far_end import moods

from .kinds import having
from .mailing import HOST, TO, Mailing

pytest.importorskip("aiosmtpd")

SPEED = 1000
NUMBERS = st.sampled_from(["0", "1", "2", "3", "10", "25", "60", "465", "587", "9", "10241", "65536", "-1", ""])
TEXTS = st.sampled_from(
    [f'"{TO}"', f'"{HOST}"', '"no.invalid"', '"127.0.0.1"', '"RAM:x"', '""', "x", '"4142"', '"414"', '"\xe4\xff"']
)
KEYS = ["account", "sender", "smtpserver", "contextid", "sslctxid", "ssltype", "bodyoriginal", "x"]
ANY = st.builds(
    lambda name, form, values: f"AT{name}{form}{','.join(values)}" if form == "=" else f"AT{name}{form}",
    st.sampled_from(sorted(FAMILIES["smtp"])),
    st.sampled_from(["", "?", "=?", "=", "=", "="]),
    st.lists(NUMBERS | TEXTS, max_size=4),
)
CONFIG = st.builds(
    lambda key, values: f"AT+QSMTPCFG={','.join([key, *values])}",
    st.sampled_from([f'"{key}"' for key in KEYS]),
    st.lists(NUMBERS | TEXTS, max_size=2),
)
WAY = st.builds(
    lambda port, kind: f'AT+QSMTPCFG="smtpserver","{HOST}",{port};+QSMTPCFG="ssltype",{kind}',
    st.sampled_from([25, 465, 587, 2525]),
    st.integers(0, 2),
)
USUAL = st.sampled_from(
    [
        f'AT+QSMTPDST=1,1,"{TO}"',
        'AT+QSMTPSUB=1,"e6b8a9"',
        "AT+QSMTPBODY=0,9",
        "AT+QSMTPBODY=1,10240,65535",
        'AT+QFUPL="RAM:x",9,5',
        'AT+QSMTPATT=1,1,"RAM:x"',
        "AT+QSMTPPUT=60",
        "AT+QSMTPPUT=6000",
        "AT+QSMTPCLR",
        'AT+QSSLCFG="sslversion",1,1',
        'AT+QSSLCFG="sslversion",1,4',
        "AT+QIDEACT=1",
        "AT+QIACT=1",
        "AT+CFUN=1,1",
        "data",
        "+++",
    ]
)
MOODS = st.sampled_from(["", "", "drop", "slow", "fast", "login", "data"])


def throw(talk: Mailing, mood: str) -> None:
    if mood == "drop":
        talk.far_end.drop()
    elif mood in ("slow", "fast"):
        talk.far_end.moods.slow = 30 if mood == "slow" else 0
    elif mood:
        talk.far_end.moods.set(moods.LOGIN_REFUSED if mood == "login" else moods.DROPPED)


@settings(max_examples=80, deadline=None)
@given(having("smtp"), st.lists(st.tuples(st.one_of(ANY, CONFIG, WAY, USUAL, USUAL), MOODS), max_size=14))
@example("ec20", [(f'AT+QSMTPDST=1,1,"{TO}"', ""), ("AT+QSMTPPUT=60", "slow"), ("AT+CFUN=1,1", "")])
@example("ec20", [("AT+QSMTPBODY=1,10240,65535", ""), ("AT+QSMTPPUT=60", "")])
def test_at_is_answered_afterwards(profile, script):
    with Mailing(speed=SPEED, profile=profile) as talk:
        for line, mood in script:
            talk.say(line.encode("latin-1"))
            throw(talk, mood)
            talk.answered(b"never said", 0.004)
        talk.come_home()
