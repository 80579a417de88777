"""What matters most of general commands, port, settings, SIM card, phonebook and messages."""

from __future__ import annotations

import pytest

from atbench.knowledge import Knowledge

M = "********"


@pytest.mark.parametrize(
    ("line", "after", "kind", "fragment"),
    [
        ("AT&C1", "", "command", "on while there is a data connection"),
        ("AT&D1", "", "command", "the connection stays"),
        ("ATX4", "", "command", "dial tone and busy are heard"),
        ("&D: 2", "AT&V", "answer", "hang up"),
        ("S10: 15", "AT&V", "answer", "15 tenths of a second"),
        ("ATS3=13", "", "command", "Lines end with the character 13"),
        ("013", "ATS3?", "answer", "013"),
        ("+CFUN: 5", "AT+CFUN?", "answer", "SIM off"),
        ("AT+IFC=2,2", "", "command", "RTS"),
        ("+IFC: 2,2", "AT+IFC?", "answer", "CTS"),
        ("+CPAS: 3", "AT+CPAS", "answer", "ringing"),
        ('+QURCCFG: "urcport","uart1"', 'AT+QURCCFG="urcport"', "answer", "main UART"),
        ('AT+QCFG="nwscanmode",3', "", "command", "technologies"),
        ('+QCFG: "nwscanseq",6', 'AT+QCFG="nwscanseq"', "answer", "LTE, WCDMA"),
        ('+QCFG: "band",0x93,0x1A0080800D5', 'AT+QCFG="band"', "answer", "LTE 0x1A0080800D5"),
        ('+QCFG: "urc/ri/other","pulse",120', 'AT+QCFG="urc/ri/other"', "answer", "pulse"),
        ('AT+QINDCFG="act",1,1', "", "command", "technology"),
        ('+QINDCFG: "smsfull",0', 'AT+QINDCFG="smsfull"', "answer", "SMS storage full: off"),
        ('+QIND: "act","HSDPA&HSUPA"', "", "urc", "HSDPA and HSUPA"),
        ('+QIND: "datastatus",1,3', "", "urc", "rests"),
        ("+CPIN: SIM PUK", "AT+CPIN?", "answer", "wants its PUK"),
        ('AT+CPIN="00000000","0000"', "", "command", "PUK and a new PIN"),
        ('AT+CLCK="AO",2', "", "command", "all outgoing calls barred: ask"),
        ("+CLCK: 1,7", 'AT+CLCK="SC",2', "answer", "on"),
        ('+CPWD: ("SC",8),("P2",8)', "AT+CPWD=?", "answer", "supports"),
        ("AT+CRSM=176,28423,0,0,9", "", "command", "read bytes"),
        ("+CRSM: 152,4", "AT+CRSM=176,28423,0,0,9", "answer", "PIN is missing"),
        ('+QPINC: "SC",1,10', "AT+QPINC?", "answer", "1 tries left"),
        ("+QINISTAT: 3", "AT+QINISTAT", "answer", "card and SMS ready"),
        ("AT+QSIMDET=1,0", "", "command", "after a restart"),
        ("+QSIMSTAT : 1,0", "", "urc", "removed"),
        ('+CPBR: 1,"10000000017",161,"Ada"', "AT+CPBR=1", "answer", "Entry 1"),
        ("AT+CPBW=10", "", "command", "Deletes entry 10"),
        ('AT+CPBW=,"10000000017"', "", "command", "Writes an entry"),
        ("+CSMS: 1,1,1", "AT+CSMS=1", "answer", "To us: yes"),
        ("AT+CMGS=23", "", "command", "the PDU follows"),
        ('AT+CMGS="+10000000017"', "", "command", "the text follows"),
        ("+CMGW: 4", 'AT+CMGW="+10000000017"', "answer", "place 4"),
        ("+CNMI: 2,1,0,0,0", "AT+CNMI?", "answer", "only the place"),
        ("+CSMP: 17,167,0,8", "AT+CSMP?", "answer", "coding 8"),
        ('AT+QCMGS="10000000017",120,1,2', "", "command", "part 1 of 2"),
        ('AT+QCMGS="10000000017",129,120,2,2', "", "command", "part 2 of 2"),
        ('+QCMGR: "REC UNREAD","10000000017",,"24/05/06,14:10:00+32",7,1,2', "AT+QCMGR=3", "answer", "Part 1 of 2"),
        ('+CLCC: 1,1,4,0,0,"10000000017",161', "AT+CLCC", "answer", "rings here, incoming, voice"),
    ],
)
def test_lines_say_what_they_mean(ec600s: Knowledge, line: str, after: str, kind: str, fragment: str) -> None:
    told = ec600s.explain(line, after=after)
    assert (told.kind, fragment in told.summary) == (kind, True), told.summary


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('AT+CSIM=26,"0020000108313233340000000000"', f'AT+CSIM=26,"{M}"'),
        ('+CRSM: 144,0,"084906000000000071"', f'+CRSM: 144,0,"{M}"'),
        ('AT+CLCK="SC",1,"0000"', f'AT+CLCK="SC",1,"{M}"'),
        ('+CPBF: 1,"10000000017",161,"Ada"', f'+CPBF: 1,"{M}",161,"{M}"'),
        ('AT+CPBW=10,"10000000017",129,"Ada"', f'AT+CPBW=10,"{M}",129,"{M}"'),
        ('AT+QCMGS="10000000017",120,1,2', f'AT+QCMGS="{M}",120,1,2'),
        ('+CNUM: ,"+10000000017",145', f'+CNUM: ,"{M}",145'),
        ("AT+CMGS=23", "AT+CMGS=23"),
        ('AT+QINDCFG="all",1', 'AT+QINDCFG="all",1'),
    ],
)
def test_who_it_is_and_what_opens_it_stay_hidden(ec600s: Knowledge, line: str, masked: str) -> None:
    assert ec600s.mask(line) == masked


@pytest.mark.parametrize(
    ("command", "seconds"),
    [("AT+CFUN=1,1", 15), ('AT+CLCK="SC",2', 5), ("AT+QCCID", 0.3), ("AT+CMSS=4", 120), ("AT+CMGD=1,4", 30)],
)
def test_how_long_to_wait(ec600s: Knowledge, command: str, seconds: float) -> None:
    assert ec600s.limits(command).final == seconds


def test_a_plain_error_has_a_reason(ec600s: Knowledge) -> None:
    told = ec600s.explain("ERROR", after="AT+IFC=0,2")
    assert told.error is not None
    assert told.error.causes[0] == "Both values must be alike: 0,0 or 2,2"
    assert "AT+IFC=2,2" in told.remedies
