"""The engine against streams: whole, byte by byte, cut anywhere, with a URC at every boundary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.at.engine import FLOOD, Engine
from atbench.at.events import Bulk, Event
from atbench.at.framing import LONGEST

from .dialects import SMALL

PUBLISH = b'AT+QMTPUBEX=0,0,0,0,"t",4'

# name: (stream as an observer hears it, the kinds and texts of its lines)
STREAMS: dict[str, tuple[bytes, list[str]]] = {
    "boot and echo with CR CR LF": (
        b"\x00\xff\xfeRDY\r\nAT\r\r\nOK\r\n",
        ["urc RDY", "echo AT", "final OK"],
    ),
    "boot garbage on a line of its own": (b"\xf8\x80\x00\xfe\r\nRDY\r\n", [r"noise \xf8\x80\x00\xfe", "urc RDY"]),
    "no leading line end, echo off": (b"+CPIN: READY\r\nOK\r\n", ["urc +CPIN: READY", "final OK"]),
    "a line feed alone": (b"AT\nOK\n", ["echo AT", "final OK"]),
    "answer": (b"AT+CSQ\r\r\n+CSQ: 24,99\r\n\r\nOK\r\n", ["echo AT+CSQ", "answer +CSQ: 24,99", "final OK"]),
    "answer without blank": (b"AT+CSQ\r\n+CSQ:24,99\r\nOK\r\n", ["echo AT+CSQ", "answer +CSQ:24,99", "final OK"]),
    "bare answer": (b"ATI\r\r\nMaker\r\nModel\r\n\r\nOK\r\n", ["echo ATI", "answer Maker", "answer Model", "final OK"]),
    "URC between answer lines": (
        b"AT+CREG?\r\r\n\r\n+CREG: 1\r\n+CREG: 1,1\r\n\r\n+CPIN: NOT READY\r\nOK\r\n",
        ["echo AT+CREG?", "urc +CREG: 1", "answer +CREG: 1,1", "urc +CPIN: NOT READY", "final OK"],
    ),
    "URC inside an echo": (
        b"AT+C\r\nRDY\r\nSQ\r\r\n",
        ["echo AT+C", "urc RDY", "answer SQ"],
    ),
    "late result": (
        b'AT+QMTOPEN=0,"h",1883\r\r\nOK\r\n\r\n+QMTOPEN: 0,4\r\n',
        ['echo AT+QMTOPEN=0,"h",1883', "final OK", "late +QMTOPEN: 0,4"],
    ),
    "read answer of the same name": (
        b'AT+QMTOPEN?\r\r\n+QMTOPEN: 0,"h",1883\r\n\r\nOK\r\n',
        ["echo AT+QMTOPEN?", 'answer +QMTOPEN: 0,"h",1883', "final OK"],
    ),
    "prompt and echo of the data": (
        PUBLISH + b"\r\r\n> OK\r\n\r\nOK\r\n",
        [f"echo {PUBLISH.decode()}", "prompt >", r"echo OK\x0d\x0a", "final OK"],
    ),
    "prompt on a line of its own, no echo of the data": (
        PUBLISH + b"\r\r\n>\r\n\r\nOK\r\n",
        [f"echo {PUBLISH.decode()}", "prompt >", "final OK"],
    ),
    "prompt glued to the data": (
        PUBLISH + b"\r\r\n>abcd\r\nOK\r\n",
        [f"echo {PUBLISH.decode()}", "prompt >", "echo abcd", "final OK"],
    ),
    "message with quotes, line ends and OK inside": (
        b'\r\n+QMTRECV: 0,0,"t",14,"{"a":"\r\nOK\r\n"}"\r\nRDY\r\n',
        [r'urc +QMTRECV: 0,0,"t",14,"{"a":"\x0d\x0aOK\x0d\x0a"}"', "urc RDY"],
    ),
    "message unquoted": (b'+QMTRECV: 0,0,"t",5,a,b"c\r\nRDY\r\n', ['urc +QMTRECV: 0,0,"t",5,a,b"c', "urc RDY"]),
    "message with a blank": (b'+QMTRECV: 0,0, "t",2,"hi"\r\n', ['urc +QMTRECV: 0,0, "t",2,"hi"']),
    "message on the next line": (
        b'+QMTRECV: 0,0,"t",4,\r\nabcd\r\nRDY\r\n',
        [r'urc +QMTRECV: 0,0,"t",4,\x0d\x0aabcd', "urc RDY"],
    ),
    "counted answer": (
        b"AT+QIRD=0\r\r\n+QIRD: 4\r\nOK\r\n\r\n\r\nOK\r\n",
        ["echo AT+QIRD=0", "answer +QIRD: 4", r"data OK\x0d\x0a", "final OK"],
    ),
    "nothing to read": (b"AT+QIRD=0\r\r\n+QIRD: 0\r\n\r\nOK\r\n", ["echo AT+QIRD=0", "answer +QIRD: 0", "final OK"]),
    "CONNECT with a length": (
        b"AT+QFREAD=1\r\r\nCONNECT 5\r\n\x00OK\r\n\r\nOK\r\n",
        ["echo AT+QFREAD=1", "final CONNECT 5", r"data \x00OK\x0d\x0a", "final OK"],
    ),
    "CONNECT without a length": (
        b'AT+QFDWL="f"\r\r\nCONNECT\r\nERR\r\n\x01\x02\r\n+QFDWL: 7,abcd\r\n\r\nOK\r\n',
        [
            'echo AT+QFDWL="f"',
            "final CONNECT",
            r"data ERR\x0d\x0a",
            r"data \x01\x02\x0d\x0a",
            "answer +QFDWL: 7,abcd",
            "final OK",
        ],
    ),
    "firmware block": (b"+TCREADFWDATA:3,\r\n\x00\r\nRDY\r\n", [r"late +TCREADFWDATA:3,\x0d\x0a\x00", "urc RDY"]),
    "digits after ATV0": (
        b"ATV0\r0\rAT\r0\rATX\r4\r",
        ["echo ATV0", "final 0", "echo AT", "final 0", "echo ATX", "final 4"],
    ),
    "GBK and UTF-8 line by line": (
        "移动".encode("gbk") + b"\r\n" + "联通".encode() + b"\r\nAT\r\r\nOK\r\n",
        ["text 移动", "text 联通", "echo AT", "final OK"],
    ),
    "a lost call": (
        b"\r\nNO CARRIER\r\nATD123;\r\r\nNO CARRIER\r\n",
        ["urc NO CARRIER", "echo ATD123;", "final NO CARRIER"],
    ),
    "NULs": (b"\x00\x00\r\n\x00OK\r\n", ["final OK"]),
    "an unknown answer to an unknown command": (
        b"AT+XYZ?\r\r\n+XYZ: 1\r\nOK\r\n",
        ["echo AT+XYZ?", "answer +XYZ: 1", "final OK"],
    ),
    "a message on the next line in quotes": (
        b'+QMTRECV: 0,0,"t",5,\r\n"hello"\r\nRDY\r\n',
        [r'urc +QMTRECV: 0,0,"t",5,\x0d\x0a"hello"', "urc RDY"],
    ),
    "the text of a message answers nothing": (
        b'AT+CSQ\r\r\n\r\n+CMT: "+1",,"t"\r\nOK\r\n+CSQ: 1,99\r\n\r\nOK\r\n',
        ["echo AT+CSQ", 'urc +CMT: "+1",,"t"', "data OK", "answer +CSQ: 1,99", "final OK"],
    ),
    "a stored message that reads OK": (
        b'AT+CMGR=1\r\r\n+CMGR: "REC","+1"\r\nOK\r\n\r\nOK\r\nAT\r\r\nOK\r\n',
        ["echo AT+CMGR=1", 'answer +CMGR: "REC","+1"', "data OK", "final OK", "echo AT", "final OK"],
    ),
    "an empty message has no text": (
        b"AT+CMGR=1\r\r\n+CMGR: 0,,0\r\n\r\nOK\r\n",
        ["echo AT+CMGR=1", "answer +CMGR: 0,,0", "final OK"],
    ),
    "an empty text": (
        b'AT+CMGR=1\r\r\n+CMGR: "REC","+1"\r\n\r\n\r\nOK\r\n',
        ["echo AT+CMGR=1", 'answer +CMGR: "REC","+1"', "final OK"],
    ),
    "A/ repeats": (
        b"AT+CSQ\r\r\n+CSQ: 1,99\r\nOK\r\nA/\r\n+CSQ: 2,99\r\nOK\r\n",
        ["echo AT+CSQ", "answer +CSQ: 1,99", "final OK", "echo A/", "answer +CSQ: 2,99", "final OK"],
    ),
    "an answer of the network over some lines": (
        b'+CUSD: 0,"one\r\nOK\r\nthree",15\r\nRDY\r\n',
        ['urc +CUSD: 0,"one', "data OK", 'data three",15', "urc RDY"],
    ),
    "data of an unknown command": (
        b"AT+QHTTPREAD=80\r\r\nCONNECT\r\n<html>\r\n\r\nOK\r\n",
        ["echo AT+QHTTPREAD=80", "final CONNECT", r"data <html>\x0d\x0a", r"data \x0d\x0a", "final OK"],
    ),
    "text of a message up to Ctrl+Z": (
        b'AT+CMGS="1"\r\r\n> OK\r\n> ERROR\x1a\r\n\r\n+CMGS: 5\r\n\r\nOK\r\n',
        ['echo AT+CMGS="1"', "prompt >", r"echo OK\x0d\x0a> ERROR\x1a", "answer +CMGS: 5", "final OK"],
    ),
    "text of a message whose Ctrl+Z is not echoed": (
        b'AT+CMGS="1"\r\r\n> hello\r\n+CMGS: 5\r\n\r\nOK\r\n',
        ['echo AT+CMGS="1"', "prompt >", "echo hello", "answer +CMGS: 5", "final OK"],
    ),
    "a payload that is not echoed, without line ends before the result": (
        PUBLISH + b"\r\n>\r\nOK\r\n",
        [f"echo {PUBLISH.decode()}", "prompt >", "final OK"],
    ),
    "garbage right before a line with fields": (
        b"\xff\xfe\x80+CSQ: 1,99\r\n\xf8\x00 RDY\r\n",
        ["answer +CSQ: 1,99", "urc RDY"],
    ),
    "an error ends the command": (b"AT+CSQ\r\r\n+CME ERROR: 3\r\n", ["echo AT+CSQ", "final +CME ERROR: 3"]),
}


def observe(chunks: list[bytes]) -> list[Event]:
    engine = Engine(SMALL, live=False)
    events = [event for chunk in chunks for event in engine.receive(chunk)]
    assert all(isinstance(event, Event) for event in events)
    return [*events, *engine.flush()]  # type: ignore[list-item]


def told(events: list[Event]) -> list[str]:
    return [f"{event.kind} {event.text}" for event in events]


@pytest.mark.parametrize("name", STREAMS)
def test_stream_whole(name):
    stream, lines = STREAMS[name]
    assert told(observe([stream])) == lines


@pytest.mark.parametrize("name", STREAMS)
def test_every_byte_is_in_one_event(name):
    stream, _lines = STREAMS[name]
    joined = b"".join(event.raw for event in observe([stream]))
    assert stream.startswith(joined)
    assert not stream[len(joined) :].strip(b"\r\n \x00")


@pytest.mark.parametrize("name", STREAMS)
def test_stream_byte_by_byte(name):
    stream, _lines = STREAMS[name]
    assert observe([stream[i : i + 1] for i in range(len(stream))]) == observe([stream])


@pytest.mark.parametrize("name", STREAMS)
def test_stream_with_bytes_behind_it(name):
    stream, lines = STREAMS[name]
    assert told(observe([stream + b"\r\nRDY\r\n"])) == [*lines, "urc RDY"]


@given(st.sampled_from(sorted(STREAMS)), st.data())
def test_every_split_gives_the_same_events(name, data):
    stream, _lines = STREAMS[name]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    chunks = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert observe(chunks) == observe([stream])


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_any_bytes_are_harmless_and_kept(stream, cuts):
    places = sorted(min(cut, len(stream)) for cut in cuts)
    chunks = [stream[a:b] for a, b in zip([0, *places], [*places, len(stream)], strict=True)]
    events = observe(chunks)
    assert events == observe([stream])
    joined = b"".join(event.raw for event in events)
    assert stream.startswith(joined)
    assert not stream[len(joined) :].strip(b"\r\n \x00")


@pytest.mark.parametrize("name", ["answer", "bare answer", "late result", "read answer of the same name"])
def test_urc_at_every_line_boundary(name):
    stream, lines = STREAMS[name]
    for place in [i + 1 for i, byte in enumerate(stream) if byte == 0x0A]:
        events = told(observe([stream[:place] + b"\r\nPOWERED DOWN\r\n" + stream[place:]]))
        assert sorted(events) == sorted([*lines, "urc POWERED DOWN"])
        assert [line for line in events if line != "urc POWERED DOWN"] == lines


def live(*sent: str) -> Engine:
    engine = Engine(SMALL)
    for text in sent:
        engine.command(text)
    return engine


def test_urc_cuts_the_echo_of_a_known_command_in_two():
    events = live("AT+CSQ").receive(b"AT+C\r\nRDY\r\nSQ\r\r\n+CSQ: 9,99\r\n\r\nOK\r\n")
    assert told(events) == ["echo AT+C", "urc RDY", "echo SQ", "answer +CSQ: 9,99", "final OK"]


def test_late_final_is_not_the_next_answer():
    engine = live("AT")
    engine.receive(b"AT\r\r\nOK\r\n")
    engine.command("AT+CSQ")
    engine.receive(b"AT+CSQ\r\r\n")
    engine.let_go()
    engine.command("AT+CPIN?")
    events = engine.receive(b"OK\r\nAT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n")
    assert [(event.kind, event.command) for event in events] == [
        ("final", ""),
        ("echo", "AT+CPIN?"),
        ("answer", "AT+CPIN?"),
        ("final", "AT+CPIN?"),
    ]


def test_a_late_connect_is_not_the_last_that_comes_of_a_command_that_was_given_up():
    engine = live("AT")
    engine.receive(b"AT\r\r\nOK\r\n")
    engine.command('AT+QFDWL="f"')
    engine.let_go()
    engine.command("AT")
    events = engine.receive(b'AT+QFDWL="f"\r\r\nCONNECT\r\nabc\r\n+QFDWL: 3,6162\r\n\r\nOK\r\nAT\r\r\nOK\r\n')
    assert [event.command for event in events if event.kind == "final"] == ["", "", "AT"]


def test_what_data_mode_waits_for_is_known():
    engine = live('AT+QFDWL="f"')
    assert not engine.online
    engine.receive(b"CONNECT\r\n")
    assert engine.online
    engine.receive(b"+QFDWL: 0,0\r\n\r\nOK\r\n")
    assert not engine.online
    engine.command('AT+QMTPUBEX=0,1,1,0,"t",5')
    assert engine.missing == 0
    engine.receive(b"\r\n> ")
    assert engine.missing == 5
    engine.sent(b"abc")
    assert engine.missing == 2


def test_the_pending_command_decides_where_shapes_are_alike():
    pending = live("AT+CPIN?").receive(b"+CPIN: READY\r\n")[0]
    assert (pending.kind, pending.sure) == ("answer", True)
    nobody = live().receive(b"+CPIN: READY\r\n")[0]
    assert (nobody.kind, nobody.sure) == ("urc", True)
    alone = Engine(SMALL).classify(b"+CPIN: READY")
    assert (alone.kind, alone.sure, alone.also) == ("urc", False, ("answer",))


def test_values_decide_where_names_are_alike():
    engine = Engine(SMALL)
    kinds = {line: engine.classify(line) for line in (b"+QMTCONN: 0,3", b"+QMTCONN: 0,0,0", b"+QMTCONN: 0,1")}
    assert [(event.kind, event.sure) for event in kinds.values()] == [("answer", True), ("late", True), ("late", False)]


def test_a_retransmission_is_not_the_last_word():
    engine = live('AT+QMTCONN=0,"c"')
    events = engine.receive(b"OK\r\n\r\n+QMTCONN: 0,1\r\n\r\n+QMTCONN: 0,0,0\r\n")
    assert [event.ok for event in events] == [True, None, True]
    assert {event.command for event in events} == {'AT+QMTCONN=0,"c"'}


def test_payload_echo_is_no_line():
    engine = live(PUBLISH.decode())
    assert told(engine.receive(PUBLISH + b"\r\r\n> "))[-1] == "prompt >"
    assert engine.prompt == PUBLISH.decode()
    engine.sent(b"OK\r\nmore than the length")
    assert engine.prompt == ""
    assert told(engine.receive(b"OK\r\n\r\nOK\r\n")) == [r"echo OK\x0d\x0a", "final OK"]


def test_payload_without_echo():
    engine = live("AT")
    engine.receive(b"OK\r\n")
    engine.command(PUBLISH.decode())
    engine.receive(b"\r\n> ")
    engine.sent(b"OK\r\n")
    assert told(engine.receive(b"\r\nOK\r\n")) == ["final OK"]


def test_a_megabyte_without_a_line_end_comes_in_pieces():
    engine = Engine(SMALL)
    events = [event for _ in range(256) for event in engine.receive(b"x" * 4096)]
    assert [len(event.raw) for event in events] == [LONGEST] * 16
    assert told(engine.receive(b"\r\nRDY\r\n")) == ["urc RDY"]


def test_a_flood_stays_unclassified_and_whole():
    block = b"+CSQ: 24,99\r\n\r\nOK\r\n" * 1000
    assert len(block) > FLOOD
    [bulk] = Engine(SMALL).receive(block)
    assert isinstance(bulk, Bulk)
    assert bulk.raw == block[: len(bulk.raw)]
    assert len(bulk.lengths) == 2000
    small = Engine(SMALL)
    lines = [event for i in range(0, len(block), 1000) for event in small.receive(block[i : i + 1000])]
    places = [sum(bulk.lengths[:i]) for i in range(20)]
    raws = [bulk.raw[start : start + bulk.lengths[i]] for i, start in enumerate(places)]
    assert [small.classify(raw, alone=False) for raw in raws] == lines[:20]


def test_a_flood_with_somebody_waiting_is_classified():
    engine = live("AT+CSQ")
    events = engine.receive(b"x\r\n" * FLOOD + b"+CSQ: 24,99\r\nOK\r\n")
    assert told(events)[-2:] == ["answer +CSQ: 24,99", "final OK"]


def test_flush_tells_a_line_without_end():
    engine = Engine(SMALL)
    assert engine.receive(b"\r\nPOWERED DOWN") == []
    assert engine.held == len("POWERED DOWN")
    assert told(engine.flush()) == ["urc POWERED DOWN"]
    assert engine.flush() == []


def test_a_command_that_never_reached_the_module_holds_nobody_up():
    engine = live("AT")
    engine.receive(b"AT\r\r\nOK\r\n")
    for text in ("AT+QIACT=1", "AT+QIACT?"):
        engine.command(text)
    engine.receive(b"AT+QIACT=1\r\r\nOK\r\n")
    engine.command(PUBLISH.decode())
    assert told(engine.receive(PUBLISH + b"\r\r\n> "))[-1] == "prompt >"
    assert engine.prompt == PUBLISH.decode()


def test_an_early_echo_of_the_next_command_ends_nothing():
    engine = live("AT", "AT+CSQ", "AT+CPIN?")
    events = engine.receive(b"AT\r\r\nOK\r\nAT+CSQ\r\r\nAT+CPIN?\r\r\n+CSQ: 1,99\r\nOK\r\n+CPIN: READY\r\nOK\r\n")
    assert [(event.kind, event.command) for event in events[2:]] == [
        ("echo", "AT+CSQ"),
        ("echo", "AT+CPIN?"),
        ("answer", "AT+CSQ"),
        ("final", "AT+CSQ"),
        ("answer", "AT+CPIN?"),
        ("final", "AT+CPIN?"),
    ]


MESSAGE = b'+QMTRECV: 0,0,"t",5,"hello"\r\n'


def test_messages_on_one_line_flow_with_a_flood():
    [bulk] = Engine(SMALL).receive(MESSAGE * 200)
    assert isinstance(bulk, Bulk)
    assert list(bulk.lengths) == [len(MESSAGE)] * 200


@pytest.mark.parametrize("inside", [b'+QMTRECV: 0,0,"t",6,"OK\r\nOK"\r\n', b"+QIRD: 6\r\nOK\r\nOK\r\n"])
def test_announced_bytes_with_line_ends_stay_whole_in_a_flood(inside):
    engine = Engine(SMALL)
    before, after = MESSAGE * 100, b"RDY\r\n" * 100
    items = engine.receive(before + inside + after)
    assert [len(item.lengths) for item in items if isinstance(item, Bulk)] == [100]
    whole = [item for item in items if isinstance(item, Event)]
    assert b"OK\r\nOK" in whole[0].raw + whole[1].raw
    assert not [event for event in whole if event.kind == "final"]
    assert b"".join(item.raw for item in items) == before + inside + after


def test_a_log_without_any_command_is_full_of_doubts():
    first = observe([b"+CPIN: READY\r\n\r\nOK\r\n"])[0]
    assert (first.sure, set(first.also) | {first.kind}) == (False, {"urc", "answer"})
    seen = observe([b"AT\r\r\nOK\r\n+CPIN: READY\r\n"])[2]
    assert (seen.kind, seen.sure) == ("urc", True)


@pytest.mark.parametrize("byte", [b"\x00", b"\r\n", b" ", b"\n", b"\r"])
def test_blanks_without_end_are_told_and_kept_in_no_buffer(byte):
    engine, stream = Engine(SMALL), byte * 20000
    events = [event for start in range(0, len(stream), 1000) for event in engine.receive(stream[start : start + 1000])]
    assert len(engine._rest) < 4096
    assert {event.kind for event in events} == {"noise"}
    assert b"".join(event.raw for event in events) + bytes(engine._rest) == stream


def test_a_flood_of_blank_lines_takes_no_time():
    engine = Engine(SMALL)
    events = engine.receive(b"\r\n" * 100000 + b"RDY\r\n")
    assert told([event for event in events if isinstance(event, Event)])[-1:] == ["urc RDY"]
    assert engine.receive(b"RDY\r\n" * 1000 + b"\r\n" * 100000 + b"x" * 3000)


def test_a_part_of_the_payload_keeps_the_prompt_open():
    engine = live(PUBLISH.decode())
    engine.receive(PUBLISH + b"\r\r\n> ")
    engine.sent(b"\x1b")
    assert engine.prompt == PUBLISH.decode()
    assert told(engine.receive(b"\x1b")) == [r"echo \x1b"]
    engine.sent(b"abcd")
    assert engine.prompt == ""
    assert told(engine.receive(b"abc\r\nOK\r\n")) == ["echo abc", "final OK"]


def test_data_mode_that_is_left_with_pluses_ends_with_ok():
    engine = live("AT+QISWTMD=0,2")
    events = engine.receive(b"AT+QISWTMD=0,2\r\r\nCONNECT\r\nOK\r\nRDY\r\n")
    assert [event.kind for event in events] == ["echo", "final", "data", "data"]
    engine.leaving()
    (event,) = engine.receive(b"\r\nOK\r\n")[1:]
    assert (event.kind, event.command) == ("final", "AT+QISWTMD=0,2")
    assert engine.pending == ""


def test_data_mode_that_the_other_side_ends_leaves_nothing_pending():
    engine = live("AT+QISWTMD=0,2")
    engine.receive(b"CONNECT\r\nabc\r\nNO CARRIER\r\n")
    assert engine.pending == ""
    engine.command("AT")
    assert engine.receive(b"AT\r\r\nOK\r\n")[-1].command == "AT"


@pytest.mark.parametrize("digits", [19, 5000, 40000])
@pytest.mark.parametrize("live", [True, False])
def test_a_count_beyond_all_measure_is_text(digits, live):
    line = b'\r\n+QMTRECV: 0,0,"a",' + b"9" * digits + b',"x"\r\n'
    engine = Engine(SMALL, live)
    events = [*engine.receive(line + b"\r\nRDY\r\n"), *engine.flush()]
    raw = b"".join(item.raw for item in events)
    assert raw == line + b"\r\nRDY\r\n"


def test_lengths_that_are_no_numbers_are_none():
    engine = Engine(SMALL)
    for length in ("²", "9" * 5000, "-4", "\ud800"):
        engine.command(f'AT+QMTPUBEX=0,0,0,0,"t",{length}')
        assert [event.kind for event in engine.receive(b"\r\nERROR\r\n")] == ["final"]
