"""Subscribing, publishing and receiving, against the local cloud."""

import pytest

from ..talk import TOPIC, Talk


def test_a_topic_of_somebody_else(talk):
    talk.sign_in()
    talk.say(f'AT+QMTSUB=0,7,"{TOPIC}/a",2,"/sys/other/device/a",0')
    talk.hear("+QMTSUB: 0,7,0,1,128\r\n")


def test_several_topics(talk):
    talk.connect()
    talk.say('AT+QMTSUB=0,9,"a",0,"b/+",1,"c/#",2,"d#",1')
    talk.hear("+QMTSUB: 0,9,0,0,1,2,128\r\n")
    talk.say('AT+QMTUNS=0,10,"a","c/#"')
    talk.hear("+QMTUNS: 0,10,0\r\n")
    assert [visitor.topics for visitor in talk.far_end.clients] == [("b/+",)]


@pytest.mark.parametrize(
    ("mode", "heard"),
    [
        ('"recv/mode",0,0,0', b'\r\n+QMTRECV: 0,0,"t","a "b",c"\r\n'),
        ('"recv/mode",0,0,1', b'\r\n+QMTRECV: 0,0,"t",7,"a "b",c"\r\n'),
        ('"dataformat",0,0,1', b'\r\n+QMTRECV: 0,0,"t","6120226222' + b'2C63"\r\n'),
    ],
)
def test_a_message_comes(talk, mode, heard):
    assert talk.ask(f"AT+QMTCFG={mode}") == "OK"
    talk.connect()
    talk.say('AT+QMTSUB=0,1,"t",0')
    talk.hear("+QMTSUB: 0,1,0,0\r\n")
    assert talk.far_end.push("t", b'a "b",c') == 1
    assert talk.hear(heard) == heard


def test_stored_messages(talk):
    assert talk.ask('AT+QMTCFG="recv/mode",0,1,1') == "OK"
    talk.connect()
    talk.say('AT+QMTSUB=0,1,"t",1')
    talk.hear("+QMTSUB: 0,1,0,1\r\n")
    for number in range(7):
        talk.far_end.push("t", b"%d" % number, qos=1)
    for place in range(5):
        talk.hear(f"\r\n+QMTRECV: 0,{place}\r\n")
    assert talk.ask("AT+QMTRECV?") == "+QMTRECV: 0,1,1,1,1,1|OK"
    assert talk.ask("AT+QMTRECV=0,2") == '+QMTRECV: 0,3,"t",1,"2"|OK'
    assert talk.ask("AT+QMTRECV=0,2") == "OK"
    assert talk.ask("AT+QMTRECV?") == "+QMTRECV: 0,1,1,0,1,1|OK"
    rest = [f'+QMTRECV: 0,{number + 1},"t",1,"{number}"' for number in (0, 1, 3, 4)]
    assert talk.ask("AT+QMTRECV=0") == "|".join([*rest, "OK"])
    assert talk.ask("AT+QMTRECV=0") == "OK"


@pytest.mark.parametrize(("qos", "id_"), [(0, 0), (1, 5), (2, 65535)])
def test_publish(talk, qos, id_):
    talk.connect()
    talk.publish(f'0,{id_},{qos},0,"a/b"', b"\x00\x1a\x1b\r\n\xff>")
    heard = b"\x00\x1a\x1b\r\n\xff>\r\nOK\r\n\r\n+QMTPUBEX: 0,%d,0\r\n" % id_
    assert talk.hear(heard) == heard
    assert talk.far_end.wait(1, 5)
    assert [(m.topic, m.payload) for m in talk.far_end.messages] == [("a/b", b"\x00\x1a\x1b\r\n\xff>")]


def test_more_bytes_than_announced_are_dropped(talk):
    talk.connect()
    talk.say('AT+QMTPUBEX=0,0,0,0,"t",4')
    talk.hear("\r\n> ")
    talk.say("dataAT+NONSENSE")
    assert talk.hear("+QMTPUBEX: 0,0,0\r\n") == b"data\r\nOK\r\n\r\n+QMTPUBEX: 0,0,0\r\n"
    talk.silence()


def test_data_in_pieces_without_echo(talk):
    talk.connect()
    assert talk.ask("ATE0") == "OK"
    talk.say('AT+QMTPUBEX=0,0,0,0,"t",4')
    assert talk.hear("> ") == b"\r\n> "
    for piece in "data":
        talk.say(piece, end="")
    assert talk.hear("+QMTPUBEX: 0,0,0\r\n") == b"\r\nOK\r\n\r\n+QMTPUBEX: 0,0,0\r\n"


@pytest.mark.parametrize(
    ("echo", "mode", "shown"), [("ATE1", 1, b"data"), ("ATE1", 0, b""), ("ATE0", 1, b""), ("ATE0", 0, b"")]
)
def test_who_sees_the_data_typed(talk, echo, mode, shown):
    assert talk.ask(f'AT+QMTCFG="view/mode",0,{mode}') == "OK"
    talk.connect()
    assert talk.ask(echo) == "OK"
    talk.publish('0,0,0,0,"t"', b"data")
    assert talk.hear("OK\r\n") == shown + b"\r\nOK\r\n"


@pytest.mark.parametrize("setting", ['"send/mode",0,1', '"dataformat",0,1,0'])
def test_data_as_hex(talk, setting):
    assert talk.ask(f"AT+QMTCFG={setting}") == "OK"
    talk.connect()
    talk.publish('0,0,0,0,"t"', b"00FF")
    talk.hear("+QMTPUBEX: 0,0,0\r\n")
    assert talk.far_end.wait(1, 5)
    assert talk.far_end.messages[0].payload == b"\x00\xff"
    talk.publish('0,0,0,0,"t"', b"0Z")
    assert talk.hear("ERROR\r\n") == b"0Z\r\nERROR\r\n"


def test_a_message_waits_for_the_end_of_the_prompt(talk):
    talk.connect()
    talk.say('AT+QMTSUB=0,1,"t",0')
    talk.hear("+QMTSUB: 0,1,0,0\r\n")
    talk.say('AT+QMTPUBEX=0,0,0,0,"other",4')
    talk.hear("> ")
    talk.far_end.push("t", b"pushed")
    talk.say("da", end="")
    talk.hear("da")
    talk.say("ta", end="")
    assert talk.hear("OK\r\n") == b"ta\r\nOK\r\n"
    talk.hear('\r\n+QMTRECV: 0,0,"t","pushed"\r\n')


def test_five_publications_may_be_on_their_way(talk):
    assert talk.ask('AT+QMTCFG="timeout",0,60,10,0') == "OK"
    talk.connect()
    talk.far_end.mute = True
    for id_ in range(1, 6):
        talk.publish(f'0,{id_},1,0,"t"', b"x")
        talk.hear("OK\r\n")
    assert talk.ask('AT+QMTPUBEX=0,6,1,0,"t",1') == "ERROR"
    talk.publish('0,0,0,0,"t"', b"x")  # one that waits for no answer may go
    talk.hear("+QMTPUBEX: 0,0,0\r\n")


@pytest.mark.parametrize(
    ("command", "name"), [('AT+QMTSUB=0,3,"t",1', "SUB"), ('AT+QMTUNS=0,3,"t"', "UNS"), (None, "PUBEX")]
)
def test_repeats_and_giving_up(talk, command, name):
    assert talk.ask('AT+QMTCFG="timeout",0,4,3,1') == "OK"
    talk.connect()
    talk.far_end.mute = True
    if command:
        talk.say(command)
    else:
        talk.publish('0,3,1,0,"t"', b"x")
    talk.hear("OK\r\n", f"+QMT{name}: 0,3,1,1\r\n", f"+QMT{name}: 0,3,1,2\r\n", f"+QMT{name}: 0,3,2\r\n")
    seconds = (talk.times[-1] - talk.times[-4]) * talk.speed
    assert seconds >= 8
    talk.silence()


def test_a_thousand_messages():
    with Talk(speed=20) as talk:
        assert talk.ask('AT+QMTCFG="timeout",0,60,3,0') == "OK"
        talk.connect()
        talk.say('AT+QMTSUB=0,1,"down",1')
        talk.hear("+QMTSUB: 0,1,0,1\r\n")
        for number in range(1000):
            talk.publish(f'0,{number % 3 and number},{number % 3},0,"up"', b"message %d" % number)
            talk.hear(",0\r\n")
        assert talk.far_end.wait(1000, 10)
        assert [message.payload for message in talk.far_end.messages] == [b"message %d" % n for n in range(1000)]
        for number in range(1000):
            talk.far_end.push("down", b"message %d" % number, number % 2)
        for number in range(1000):
            talk.hear('"down","', f'message {number}"\r\n')
