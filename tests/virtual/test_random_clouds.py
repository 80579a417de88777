"""Random commands for the modules with a cloud in their firmware: neither breaks down nor stays away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atbench.virtual.commands import commands_of
from atbench.virtual.far_end.devices import DEMO
from atbench.virtual.state import PROFILES

from .clouding import CLOUD, DATA, INFO
from .talk import Talk

SPEED = 1000
NAMES = {
    profile: sorted(name for name in commands_of(PROFILES[profile]) if name[0] == "+")
    for profile in ("tencent", "tencent-esp8266", "tencent-m6315", "me3630")
}
VALUES = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "60",
        "5000",
        "-1",
        "",
        "x",
        '"x"',
        '""',
        f'"{DATA}"',
        f"{CLOUD}/user/get",
        '"1.0.0"',
        '"a.crt"',
        '"',
    ]
)
USUAL = {
    "tencent": (
        'AT+TCREGNET=0,"a"',
        "AT+TCREGNET=0,1,a",
        "AT+TCREGNET=0,0",
        f"AT+TCDEVINFOSET=1,{INFO}",
        "AT+TCMQTTCONN=1,5000,60,1,1",
        "AT+TCMQTTDISCONN",
        f'AT+TCMQTTSUB="{DATA}",1',
        f'AT+TCMQTTPUB="{DATA}",1,"x"',
        f'AT+TCMQTTPUBL="{DATA}",1,4',
        'AT+TCOTASET=1,"1.0.0"',
        "AT+TCFWINFO?",
        "AT+TCREADFWDATA=1000",
        'AT+TCCERTADD="a.crt",4',
        "AT+CWQAP",
    ),
    "me3630": (
        "AT+ZECMCALL=1",
        "AT+ZECMCALL=0",
        f"AT+CLOUDAUTH={DEMO.key},{DEMO.name},{DEMO.secret}",
        "AT+CLOUDCONN",
        f"AT+CLOUDSUB={CLOUD}/user/get,0",
        f"AT+CLOUDPUB={CLOUD}/user/update,1,4",
        "AT+CLOUDDISCONN",
    ),
}
EVERYWHERE = ("AT+CFUN=1,1", "AT+CFUN=4", "AT+CFUN=1", "AT+RST", "data", "data\r\n", "\x1a", "<drop>", "<offer>")


def lines(profile):
    usual = st.sampled_from(USUAL[profile.partition("-")[0]] + EVERYWHERE)
    written = st.builds(
        lambda name, form, values: f"AT{name}{form}{','.join(values)}" if form == "=" else f"AT{name}{form}",
        st.sampled_from(NAMES[profile]),
        st.sampled_from(["", "?", "=?", "=", "="]),
        st.lists(VALUES, max_size=6),
    )
    return st.lists(usual | usual | written, max_size=16)


@pytest.mark.parametrize("profile", NAMES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_at_is_answered_afterwards(profile, data):
    with Talk("boot=0&number=length" if profile == "me3630" else "boot=0", SPEED, profile) as talk:
        for line in data.draw(lines(profile)):
            if line == "<drop>":
                talk.far_end.drop()
            elif line == "<offer>":
                talk.far_end.offer_firmware("2.0.0", b"firmware", 0.5)
            else:
                talk.say(line.encode())
            talk.answered(b"never said", 0.004)
        for _ in range(200):  # prompts end by themselves, after their time
            talk.say("\rATE1")
            talk.say("AT+CMEE?" if profile != "tencent-esp8266" else "AT+CWMODE?")
            if (
                talk.answered(b"CMEE: " if profile != "tencent-esp8266" else b"CWMODE:", 0.05)
                or talk.closed is not None
            ):
                break
        assert talk.closed is None
        talk.hear("OK\r\n")
