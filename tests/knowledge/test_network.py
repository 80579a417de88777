"""Registration with its reasons, signal, contexts and their events."""

from __future__ import annotations

import pytest

from atbench.at.events import Event, Kind
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.load import read_manual


@pytest.fixture(scope="module")
def quectel() -> Knowledge:
    return Knowledge(resource("manuals"), family="quectel", cache="")


@pytest.mark.parametrize(
    ("line", "after", "kind", "summary", "note"),
    [
        ('+CREG: 2,1,"1A2B","01A2B3C4",7', "AT+CREG?", "answer", "Network: registered, home network", ""),
        ("+CREG: 3,3,,,,0,2", "AT+CREG?", "answer", "the network does not know this SIM card", "SIM card"),
        ("+CREG: 3,,,,0,11", "", "urc", "this network is not allowed", "registration denied: this network"),
        ("+CREG: 3,,,,1,17", "", "urc", "the maker's reason 17", "registration denied"),
        ("+CREG: 3,,,,0,200", "", "urc", "a reason that the standard does not list", "the standard does not list"),
        ("+CGREG: 3,,,,,0,7", "", "urc", "Packet data: registration denied, packet data not allowed", "not allowed"),
        ("+CEREG: 3,3,,,,0,19", "AT+CEREG?", "answer", "refused because the first data context failed", "context"),
        ("+CEREG: 3,,,,0,42", "", "urc", "severe failure of the network", "severe failure"),
        ('+CEREG: 1,"1A2B","01A2B3C4",7,,,"00100001","00000110"', "", "urc", "LTE: registered, home", "registered"),
        ('+CEREG: 1,"1A2B","01A2B3C4",7,0,0', "", "urc", "LTE: registered, home network", "registered"),
        ("+CEREG: 0,2", "AT+CEREG?", "answer", "LTE: not registered, searching", ""),
        ("+CEREG: 2", "", "urc", "LTE: not registered, searching", "searching"),
        ("+CSQ: 24,3", "AT+CSQ", "answer", "Signal -65 dBm", ""),
        ("+CESQ: 99,99,255,255,20,56", "AT+CESQ", "answer", "LTE -85 dBm, UMTS not known", ""),
        ('+QCSQ: "LTE",-69,-102,150,-12', "AT+QCSQ", "answer", "level -102 dBm, quality -12 dB", ""),
        ('+QNWINFO: "FDD LTE","00101","LTE BAND 3",1650', "AT+QNWINFO", "answer", "LTE (FDD) on LTE BAND 3", ""),
        ('+QLTS: ""', "AT+QLTS", "answer", "The network has told no time yet", "no time"),
        ("+COPS: 0", "AT+COPS?", "answer", "No operator, choice: automatic", ""),
        ('+CGPADDR: 1,"10.0.0.17"', "AT+CGPADDR=1", "answer", "Context 1: 10.0.0.17", ""),
        ("+CGEV: NW PDN DEACT 1", "", "urc", "The network deactivated context 1", "context 1 deactivated"),
        ('+CGEV: NW DEACT "IP","10.0.0.17",1', "", "urc", "The network deactivated context 1", "by the network"),
        ("+CGEV: ME PDN ACT 1,0", "", "urc", "context 1: IPv4 only", "IPv4 only"),
        ("+CGEV: PDN DEACT 2", "", "urc", "Context 2 was deactivated", "context 2 deactivated"),
        ("+CEER: Missing or unknown APN", "AT+CEER", "answer", "access point missing or unknown", "access point"),
        ("+CEER: Normal call clearing", "AT+CEER", "answer", "the call ended as it should", "as it should"),
    ],
)
def test_lines(quectel: Knowledge, line: str, after: str, kind: str, summary: str, note: str) -> None:
    told = quectel.explain(line, after=after)
    assert told.kind == kind
    assert summary in told.summary
    assert note in told.note
    assert all(field.name != "?" and field.meaning for field in told.fields)


def test_a_reason_comes_with_causes_and_what_to_try(quectel: Knowledge) -> None:
    told = quectel.explain("+CEREG: 3,,,,0,19")
    assert told.error is not None
    assert (told.error.code, told.error.table) == (19, "emm_cause")
    assert told.error.causes
    assert "AT+CGDCONT?" in told.remedies


def test_good_words_of_the_last_reason_are_no_error(quectel: Knowledge) -> None:
    assert quectel.explain("+CEER: Normal call clearing", after="AT+CEER").error is None
    assert quectel.explain("+CEER: PLMN not allowed", after="AT+CEER").error is not None


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("emm_cause", {2, 3, 7, 11, 15, 19, 22, 42, 111}),
        ("gmm_cause", {2, 3, 7, 11, 15, 22, 40, 111}),
        ("esm_cause", {8, 26, 27, 29, 33, 50, 54, 55, 65, 112}),
        ("sm_cause", {8, 26, 27, 29, 33, 36, 50, 112}),
    ],
)
def test_the_causes_of_the_network_are_there(table: str, codes: set[int]) -> None:
    tables = read_manual(resource("manuals"), None, "", "3gpp").tables
    assert codes <= {code.code for code in tables[table].codes}


@pytest.mark.parametrize(
    ("line", "after", "code"),
    [
        ("+CME ERROR: 133", "AT+CGACT=1,1", 133),
        ("+CME ERROR: 200", "AT+CGACT=1,1", 200),
        ("+CME ERROR: Illegal UE", "AT+CGATT=1", 103),
        ("+CME ERROR: Requested APN not supported in current RAT and PLMN combination", "AT+CGACT=1,1", 179),
        ("+CMS ERROR: 195", "AT+CMGS=23", 195),
    ],
)
def test_codes_of_the_network(quectel: Knowledge, line: str, after: str, code: int) -> None:
    error = quectel.explain(line, after=after).error
    assert error is not None
    assert (error.code, error.table[-5:]) == (code, "_3gpp")
    assert error.causes
    assert error.try_


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("+CGACT: 1,1", (("context 1", "active"),)),
        ("+CGACT: 2,0", (("context 2", "inactive"), ("address 2", ""))),
        ('+CGPADDR: 1,"10.0.0.17"', (("address 1", "10.0.0.17"),)),
        ("+CGEV: NW PDN DEACT 1", (("context 1", "inactive"), ("address 1", ""))),
        ("+CGEV: ME PDN ACT 1", (("context 1", "active"),)),
        ("+CEREG: 3,,,,0,7", (("eps", "3"), ("eps cause", "7"))),
        ("+CEREG: 1", (("eps", "1"), ("eps cause", ""))),
    ],
)
def test_lines_tell_facts(quectel: Knowledge, line: str, told: tuple[tuple[str, str], ...]) -> None:
    after = "AT+CGACT?" if "CGACT" in line else "AT+CGPADDR=1"
    kind: Kind = "answer" if "+CGACT" in line or "+CGPADDR" in line else "urc"
    event = Event(kind, line.encode(), line.encode(), "" if kind == "urc" else after, line.partition(":")[0])
    assert quectel.told(event) == told
