"""The session of chapter 4 of the blog, in its order, byte by byte where the blog shows bytes."""

from contextlib import contextmanager

from atbench.virtual.far_end.devices import DEMO_HOST

from .far_end.amqtt_broker import running
from .talk import SIGN_IN, TOPIC, Talk

SET, POST = f"{TOPIC}/service/property/set", f"{TOPIC}/event/property/post"
PUSHED = b'{"method":"thing.service.property.set","id":"100000001","params":{"RelayOutput_1":1},"version":"1.0.0"}'
PAYLOAD = b'{"method":"thing.event.property.post","id":"1000000002","params":{"RelayOutput_1":0},"version":"1.0.0"}'

START = (
    ("AT", b"AT\r\r\nOK\r\n"),
    ("AT+CPIN?", b"AT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n"),
    ("AT+CREG?", b"AT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n"),
    ("AT+CGREG?", b"AT+CGREG?\r\r\n+CGREG: 0,1\r\n\r\nOK\r\n"),
    ("AT+CEREG?", b"AT+CEREG?\r\r\n+CEREG: 0,1\r\n\r\nOK\r\n"),
    ("AT+QICSGP=1", b'AT+QICSGP=1\r\r\n+QICSGP: 1,"CMNET","","",1\r\n\r\nOK\r\n'),
    ('AT+QICSGP=1,1,"CMNET","","",1', b'AT+QICSGP=1,1,"CMNET","","",1\r\r\nOK\r\n'),
    ("AT+QIACT=1", b"AT+QIACT=1\r\r\nOK\r\n"),
    ("AT+QIACT?", b'AT+QIACT?\r\r\n+QIACT: 1,1,1,"10.83.21.107"\r\n\r\nOK\r\n'),
    ('AT+QMTCFG="recv/mode",0,0,1', b'AT+QMTCFG="recv/mode",0,0,1\r\r\nOK\r\n'),
)


@contextmanager
def booted(query=""):
    with Talk(query) as talk:
        talk.hear("RDY\r\n", "+CFUN: 1\r\n", "+CPIN: READY\r\n", "+QUSIM: 1\r\n", "+QIND: SMS DONE\r\n")
        talk.hear("+QIND: PB DONE\r\n")
        yield talk


def play(talk, granted):
    def line(command, heard):
        talk.say(command)
        assert talk.hear(heard) == heard

    for command, heard in START:
        line(command, heard)
    line(SIGN_IN, SIGN_IN.encode() + b"\r\r\nOK\r\n")
    command = f'AT+QMTOPEN=0,"{DEMO_HOST}",1883'
    line(command, command.encode() + b"\r\r\nOK\r\n\r\n+QMTOPEN: 0,0\r\n")
    line("AT+QMTOPEN?", f'AT+QMTOPEN?\r\r\n+QMTOPEN: 0,"{DEMO_HOST}",1883\r\n\r\nOK\r\n'.encode())
    command = 'AT+QMTCONN=0,"bench_client_00"'
    line(command, command.encode() + b"\r\r\nOK\r\n\r\n+QMTCONN: 0,0,0\r\n")
    line("AT+QMTCONN?", b"AT+QMTCONN?\r\r\n+QMTCONN: 0,3\r\n\r\nOK\r\n")
    subscribe, unsubscribe = ("SUB", "0,1", ",0", f"0,1,0,{granted}"), ("UNS", "0,2", "", "0,2,0")
    for name, numbers, tail, result in (subscribe, unsubscribe, subscribe):
        for topic in (SET, POST):
            command = f'AT+QMT{name}={numbers},"{topic}"{tail}'
            line(command, f"{command}\r\r\nOK\r\n\r\n+QMT{name}: {result}\r\n".encode())


def push_and_publish(talk, push):
    push(SET, PUSHED)
    heard = b'\r\n+QMTRECV: 0,0,"' + SET.encode() + b'",103,"' + PUSHED + b'"\r\n'
    assert talk.hear(heard) == heard
    command = f'AT+QMTPUBEX=0,0,0,0,"{POST}",103'.encode()
    talk.say(command)
    assert talk.hear("> ") == command + b"\r\r\n> "
    talk.say(PAYLOAD, end="")
    heard = PAYLOAD + b"\r\nOK\r\n\r\n+QMTPUBEX: 0,0,0\r\n"
    assert talk.hear(heard) == heard


def leave(talk):
    talk.say("AT+QMTDISC=0")
    talk.hear("AT+QMTDISC=0\r\r\nOK\r\n", "\r\n+QMTDISC: 0,0\r\n")
    talk.say("AT+QIDEACT=1")
    assert talk.hear("OK\r\n") == b"AT+QIDEACT=1\r\r\nOK\r\n"


def test_with_the_local_cloud():
    with booted() as talk:
        play(talk, granted=1)
        push_and_publish(talk, talk.far_end.push)
        assert talk.far_end.wait(1, 5)
        leave(talk)
    (message,) = talk.far_end.messages
    assert (message.topic, message.payload) == (POST, PAYLOAD)


def test_with_a_broker_from_the_shelf():
    with running() as broker, booted(f"host={DEMO_HOST}=127.0.0.1:{broker.port}") as talk:
        play(talk, granted=0)
        push_and_publish(talk, broker.push)
        # A plain broker sends the message also to its author, who has subscribed to the topic.
        talk.hear(b'"' + POST.encode() + b'",103,"' + PAYLOAD + b'"\r\n')
        leave(talk)
    assert (POST, PAYLOAD) in broker.messages
