"""Random commands, most of them well formed, in random order: a module neither breaks down nor stays away."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atbench.virtual.commands import commands_of
from atbench.virtual.commands.mqtt_config import KEYS
from atbench.virtual.commands.ssl import DEFAULTS
from atbench.virtual.far_end.devices import HUAWEI_HOST, ONENET_HOST
from atbench.virtual.state import PROFILES

from .kinds import having
from .talk import Talk

SPEED = 1000
HOSTS = ('"broker.example"', '"no.invalid"', f'"{ONENET_HOST}"', f'"{HUAWEI_HOST}"', f'"{"x" * 70}.example"')
NUMBERS = st.sampled_from(["0", "1", "2", "5", "10", "1883", "8883", "65535", "917504", "-1", "", "999999999"])
TEXTS = st.sampled_from(
    ['"t"', '"x.pem"', '"UFS:x.pem"', '"SD:x"', '"*"', '""', "x", '"#"', '"a2V5"', '"seclevel"', '"\\xff\\x80"']
)
EXTENDED = {
    profile: sorted(
        name for name in commands_of(PROFILES[profile]) if name[0] == "+" and name not in ("+QPOWD", "+RST")
    )
    for profile in PROFILES
}
FORMS = st.sampled_from(["", "?", "=?", "=", "=", "=", "="])


def written(name: str, values: list[str]) -> str:
    return f"AT{name}={','.join(values)}"


ANY = st.builds(
    lambda name, form, values: f"AT{name}{form}{','.join(values)}" if form == "=" else f"AT{name}{form}",
    st.sampled_from(sorted({name for profile in ("ec600s", "bg96") for name in EXTENDED[profile]})),
    FORMS,
    st.lists(NUMBERS | TEXTS, max_size=7),
)
CONFIG = st.builds(
    lambda key, values: written("+QMTCFG", [f'"{key}"', "0", *values]),
    st.sampled_from(sorted(KEYS)),
    st.lists(NUMBERS | TEXTS, max_size=5),
)
TLS = st.builds(
    lambda key, value: written("+QSSLCFG", [f'"{key}"', "0", value]),
    st.sampled_from([*DEFAULTS, "cacert", "clientcert", "clientkey"]),
    st.sampled_from(["0", "1", "2", "3", "0XFFFF", "0X0005", '"x.pem"']),
)
OPEN = st.builds(
    lambda host, port, sni: f'AT+QSSLCFG="sni",0,{sni};+QMTOPEN=0,{host},{port}',
    st.sampled_from(HOSTS),
    st.sampled_from([1883, 8883, 8884, 9]),
    st.integers(0, 1),
)
USUAL = st.sampled_from(
    [
        "AT+QIACT=1",
        'AT+QMTCFG="ssl",0,1,0',
        'AT+QMTCONN=0,"me"',
        'AT+QMTSUB=0,1,"t",2',
        'AT+QMTPUBEX=0,3,1,0,"t",4',
        'AT+QMTPUB=0,3,1,0,"t"',
        "AT+QMTRECV=0",
        "AT+QMTDISC=0",
        "\x1a",
        'AT+QMTCFG="willex",0,1,1,1,"t",3',
        'AT+QFUPL="x.pem",8,1',
        'AT+QFDWL="x.pem"',
        'AT+QFOPEN="x.pem"',
        "AT+QFWRITE=1,9,2",
        "AT+QFREAD=1",
        "AT+CFUN=1,1",
        "data",
        "+++",
    ]
)
LINES = st.lists(st.one_of(ANY, CONFIG, TLS, OPEN, USUAL), max_size=14)


@settings(max_examples=120, deadline=None)
@given(having("mqtt"), LINES)
@example("ec600s", ['AT+QMTCFG="ssl",0,1,0', 'AT+QSSLCFG="sni",0,1', f"AT+QMTOPEN=0,{HOSTS[-1]},8883"])
@example("ec600s", ['AT+QFUPL="x.pem",900000,65535'])
@example("ec600s", ['AT+QFOPEN="x"', "AT+QFWRITE=1,900000,65535", "AT+QFREAD=1"])
def test_at_is_answered_afterwards(profile, lines):
    """Prompts are filled, data mode is left with `+++` between its pauses, then AT finds the module at home."""
    with Talk(speed=SPEED, profile=profile) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        for line in lines:
            talk.say(line.encode("latin-1"))
            talk.answered(b"never said", 0.004)  # some commands lose what is typed while they run
        talk.answered(b"never said", 0.02)  # TLS takes its real time
        talk.come_home()


@pytest.mark.parametrize(
    ("name", "profile"),
    # each command once, with the first module that has it
    {name: profile for profile in reversed(PROFILES) for name in EXTENDED[profile]}.items(),
)
def test_every_command_without_values_and_with_too_many(name, profile):
    with Talk(speed=SPEED, profile=profile) as talk:
        for text in ("=", "=" + ",".join("1" * 20), '="', "=,", '=""', "?", "", "=?"):
            talk.ask(f"AT{name}{text}")
        talk.silence()
