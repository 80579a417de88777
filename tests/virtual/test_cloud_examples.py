"""The examples of two manuals, section by section, with invented names and what facts about them corrected.

Corrected: blanks inside names, "1" for 1 as a mode, lost quotes, an extra length, letters that were lost.
"""

import re

import pytest

from atbench.virtual.far_end.certificate import certificates
from atbench.virtual.far_end.devices import DEMO

from .clouding import CLOUD, DATA, INFO, OWN, Gosuncn, Tencent

FOUND = certificates()
assert FOUND
CRT, KEY = FOUND.tencent, FOUND.tencent_key

# Section, command, what must come (a pattern without the blank behind colons), and bytes for a prompt before the end.
TENCENT = (
    ("2.1", 'AT+TCREGNET=1,"workshop","00000000"', "OK|+TCREGNET:OK"),
    ("2.1", 'AT+TCREGNET=0,"net.example"', "OK|+TCREGNET:OK"),
    ("2.2", f"AT+TCDEVINFOSET=1,{INFO}", "OK|+TCDEVINFOSET:OK"),
    ("2.3", f'AT+TCCERTADD="lamp_7.crt",{len(CRT)}', "OK|>", CRT, "+TCCERTADD:OK"),
    ("2.4", 'AT+TCCERTCHECK="lamp_7.crt"', "OK|+TCCERTCHECK:OK"),
    ("2.5", 'AT+TCCERTDEL="lamp_7.crt"', "OK|+TCCERTDEL:OK"),
    ("3.1", "AT+TCMQTTCONN=1,5000,240,1,1", "OK|+TCMQTTCONN:OK"),
    ("3.7", "AT+TCMQTTSTATE?", "+TCMQTTSTATE:1|OK"),
    ("3.5", f'AT+TCMQTTSUB="{OWN}/control",0', "OK|+TCMQTTSUB:OK"),
    ("3.3", f'AT+TCMQTTPUB="{DATA}",1,"all is well"', "OK|+TCMQTTPUB:OK"),
    ("3.4", f'AT+TCMQTTPUBL="{DATA}",1,11', "OK|>", b"lamp,is,off", "+TCMQTTPUBL:OK"),
    ("7.3", f'AT+TCMQTTSUB="{DATA}",0', "OK|+TCMQTTSUB:OK"),
    ("7.4", f'AT+TCMQTTPUB="{DATA}",1,"all is well"', f'OK|+TCMQTTPUB:OK|+TCMQTTRCVPUB:"{DATA}",11,"all is well"'),
    ("3.6", f'AT+TCMQTTUNSUB="{DATA}"', "OK|+TCMQTTUNSUB:OK"),
    ("4.1", 'AT+TCOTASET=1,"1.0.1"', "OK|+TCOTASET:OK|+TCOTASTATUS:ENTERUPDATE|+TCOTASTATUS:UPDATESUCCESS"),
    ("4.2", "AT+TCFWINFO?", 'OK|+TCFWINFO:"2.0.0",416001,"[0-9a-f]{32}",716800'),
    ("4.3", "AT+TCREADFWDATA=512", f"OK|+TCREADFWDATA:512,{'F' * 512}"),
    ("3.2", "AT+TCMQTTDISCONN", "OK"),
    ("7.2", f'AT+TCCERTADD="lamp_8.crt",{len(CRT)}', "OK|>", CRT, "+TCCERTADD:OK"),
    ("7.2", f'AT+TCCERTADD="lamp_8.key",{len(KEY)}', "OK|>", KEY, "+TCCERTADD:OK"),
    ("7.2", 'AT+TCDEVINFOSET=2,{device},"lamp_8.crt"', "OK|+TCDEVINFOSET:OK"),
    ("7.2", "AT+TCMQTTCONN=2,5000,240,1,1", "OK|+TCMQTTCONN:OK"),
)


def expect(talk, lines):
    for line in lines.split("|"):
        pattern = re.escape(line).replace(r"\[0\-9a\-f\]\{32\}", "[0-9a-f]{32}").replace(":", ": ?", 1)
        talk.hear_match(rf"\r\n{pattern}(?:\r\n|(?<=>) )")


def test_tencent():
    with Tencent(speed=5) as talk:
        talk.far_end.offer_firmware("2.0.0", b"F" * 416001, 0.2)
        for _section, command, lines, *more in TENCENT:
            talk.say(command.replace("{device}", INFO.rpartition(",")[0]))
            expect(talk, lines)
            if more:
                talk.say(more[0], end="")
                expect(talk, more[1])
        assert talk.far_end.messages[1].payload == b"lamp,is,off"


TOPIC = f"{CLOUD}/user/news"
ME3630 = (
    ("2 step 1", "AT+CPIN?", ("+CPIN: READY", "OK")),
    ("2 step 2", "AT+ZPAS?", ('+ZPAS: "LTE","CS_PS","FDD"', "OK")),
    ("2 step 3", "AT+ZECMCALL=1", ("+ZECMCALL: CONNECT", "OK")),
    ("1.1, 2 step 4", f"AT+CLOUDAUTH={DEMO.key},{DEMO.name},{DEMO.secret}", ("OK", "+ALIAUTH: OK")),
    ("1.2, 2 step 5", "AT+CLOUDCONN", ("OK",)),
    ("1.3", f"AT+CLOUDSUB={TOPIC}1,0,{TOPIC}2,0", ("OK", "+CLOUDSUBACK: <OK>")),
    ("1.3, 2 step 6", f"AT+CLOUDSUB={TOPIC},0", ("OK", "+CLOUDSUBACK: <OK>")),
    ("1.4, 2 step 8", f"AT+CLOUDPUB={TOPIC},0,lampisoff", ("OK",)),
    ("1.5, 2 step 9", f"AT+CLOUDUNSUB={TOPIC}", ("OK",)),
    ("1.6, 2 step 10", "AT+CLOUDDISCONN", ("OK",)),
)


@pytest.mark.parametrize("order", ["later", "first"])
def test_me3630(order):
    """`first`: chapter 2 shows the verdict before OK."""
    with Gosuncn(f"boot=0&auth={order}") as talk:
        for section, command, lines in ME3630:
            talk.say(command)
            for line in reversed(lines) if order == "first" and section.startswith("1.1") else lines:
                talk.hear(f"\r\n{line}\r\n")
            if "step 6" in section:
                assert talk.far_end.push(TOPIC, b"all is well") == 1
                talk.hear(f"\r\n+CLOUDPUBLISH: 0,{TOPIC},11,all is well\r\n")
            if "step 9" in section:
                talk.hear("\r\n+CLOUDUNSUBACK: <OK>\r\n")
                assert talk.far_end.push(TOPIC, b"all is well") == 0
        assert talk.far_end.messages[0].payload == b"lampisoff"
