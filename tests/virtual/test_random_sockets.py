"""Random socket and web commands in random order, with a far end in random moods: a module never stays away."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from .kinds import having
from .talk import Talk

SPEED = 500
NUMBER = st.sampled_from(["0", "1", "2", "11", "12", "", "-1"])
HOST = st.sampled_from(['"echo.example"', '"no.invalid"', '"198.18.0.1"', '""', "x"])
KIND = st.sampled_from(['"TCP"', '"UDP"', '"SCTP"'])
PORT = st.sampled_from(["7", "9", "80", "7000", "0"])
MODE = st.sampled_from(["0", "1", "2", "3"])
URL = st.sampled_from(
    ["http://a.example/", "https://a.example/bytes/9", "http://no.invalid/", "http://a.example:9/", "x"]
)
FIXED = [
    *(
        "AT+QICLOSE=0",
        "AT+QISTATE?",
        "AT+QIGETERROR",
        "AT+QIDEACT=1",
        "AT+QIACT=1",
        "AT+CFUN=1,1",
        "ATO",
        "data",
        "+++",
    ),
    *('AT+QICFG="viewmode",1', 'AT+QICFG="dataformat",1,1', 'AT+QICFG="tcp/accept",0', "AT+QISDE=0", "\x1a", "\x1b"),
    *('AT+QISENDEX=0,"31"', 'AT+QIDNSGIP=1,"a.example"', 'AT+QPING=1,"a.example"', 'AT+QNTP=1,"a.example"'),
    *("AT+QHTTPGET", "AT+QHTTPGETEX=9,0,3", "AT+QHTTPPOST=4,3,9", "AT+QHTTPREAD", "AT+QHTTPSTOP"),
    *('AT+QHTTPREADFILE="a"', 'AT+QHTTPPOSTFILE="a",9', 'AT+QFUPL="a",4,1', 'AT+QHTTPCFG="rspout/auto",1'),
    *('AT+QHTTPCFG="requestheader",1', 'AT+QHTTPCFG="responseheader",1', "AT+QHTTPGET=9,4,2"),
]
MOODS = ("drop", "mute", "calm", "cut", "hang_up", "say")
LINE = st.one_of(
    st.builds(lambda n, k, h, p, m: f"AT+QIOPEN=1,{n},{k},{h},{p},0,{m}", NUMBER, KIND, HOST, PORT, MODE),
    st.builds(lambda verb, n, m: f"AT+Q{verb}={n},{m}", st.sampled_from(["ISEND", "IRD", "ISWTMD"]), NUMBER, MODE),
    st.builds(lambda n: f"AT+QISEND={n}", NUMBER),
    st.builds(lambda url: f"AT+QHTTPURL={len(url)},1\r{url}", URL),
    st.sampled_from(FIXED),
    st.sampled_from(MOODS),
)


def feel(talk, mood):
    moods = talk.far_end.web_moods
    match mood:
        case "drop":
            talk.far_end.drop()
        case "say":
            talk.far_end.say(b"\r\nOK\r\n")
        case "mute":
            talk.far_end.mute = True
        case "calm":
            talk.far_end.mute = moods.cut = moods.hang_up = False
        case _:
            setattr(moods, mood, True)


@settings(max_examples=60, deadline=None)
@given(having("tcpip", "http"), st.lists(LINE, min_size=4, max_size=14))
@example("ec600s", ['AT+QIOPEN=1,0,"TCP","echo.example",7000,0,2', "data", "drop", "ATO", "AT+QICLOSE=0"])
@example("ec600s", ["AT+QHTTPURL=17,1\rhttp://a.example/", "mute", "AT+QHTTPGET", "AT+CFUN=1,1"])
def test_at_is_answered_afterwards(profile, lines):
    with Talk(speed=SPEED, profile=profile) as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        for line in lines:
            if line in MOODS:
                feel(talk, line)
            else:
                talk.say(line.encode("latin-1"))
            talk.answered(b"never said", 0.01)
        talk.come_home()
