"""A palette of commands, as people keep them for QCOM, run from top to bottom: it is no session, and fails like one."""

from .talk import Talk

TOPIC = "/sys/a1NobodyKnow/co_0009/thing"
POST = b'{"method":"thing.event.property.post","id":"1","params":{"RelayOutput_1":0},"version":"1.0.0"}'

ROWS = (
    ("AT", "OK"),
    ("AT+CPIN?", "+CPIN: READY|OK"),
    ("AT+CREG?", "+CREG: 0,1|OK"),
    ("AT+CGREG?", "+CGREG: 0,1|OK"),
    ("AT+CEREG?", "+CEREG: 0,1|OK"),
    ("AT+QICSGP=1", '+QICSGP: 1,"CMNET","","",1|OK'),
    ('AT+QICSGP=1,1,"CMNET","","",1', "OK"),
    ('AT+QICSGP=2,1,"UNINET","","",1', "OK"),
    ('AT+QICSGP=3,1,"CTNET","","",1', "OK"),
    ("AT+QIACT=1", "OK"),
    ("AT+QIACT?", '+QIACT: 1,1,1,"10.83.21.107"|OK'),
    ("AT+QIDEACT=1", "OK"),
    ('AT+QMTCFG="recv/mode",0,0,1', "OK"),
    (f'AT+QMTCFG="aliauth",0,"a1NobodyKnow","co_0009","{"0" * 32}"', "OK"),
    ('AT+QMTOPEN=0,"iot-as-mqtt.cn-shanghai.aliyuncs.com",1883', "OK"),
    ("", "+QMTOPEN: 0,3"),
    ("AT+QMTOPEN?", "OK"),
    ('AT+QMTCONN=0,"bench_client_00"', "ERROR"),
    ("AT+QMTCONN?", "OK"),
    ("AT+QMTDISC=0", "ERROR"),
    (f'AT+QMTSUB=0,1,"{TOPIC}/service/property/set",0', "ERROR"),
    (f'AT+QMTUNS=0,2,"{TOPIC}/service/property/set"', "ERROR"),
    (f'AT+QMTPUBEX=0,0,0,0,"{TOPIC}/event/property/post",{len(POST)}', "ERROR"),
)


def test_all_rows_from_top_to_bottom():
    with Talk() as talk:
        for command, answer in ROWS:
            if command:
                assert talk.ask(command) == answer
            else:
                assert talk.hear(answer + "\r\n") == f"\r\n{answer}\r\n".encode()
        talk.say(POST)
        assert talk.hear(POST + b"\r") == POST + b"\r"  # an echo, and nothing else
        talk.silence()
