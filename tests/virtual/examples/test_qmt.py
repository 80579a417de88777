"""Chapter 5 of the Quectel MQTT note V1.0, with other hosts, names, messages and lengths."""

import pytest

from atbench.virtual.far_end.devices import DEMO, DEMO_HOST

from ..talk import SIGN_IN, Talk
from .script import play

PLAIN = f"""
> AT+QIACT=1
< OK
> AT+QMTCFG="recv/mode",0,0,1
< OK
> {SIGN_IN}
< OK
> AT+QMTOPEN=?
< +QMTOPEN: (0-5),"hostname",(1-65535)
< OK
> AT+QMTOPEN=0,"{DEMO_HOST}",1883
< OK
< +QMTOPEN: 0,0
> AT+QMTOPEN?
< +QMTOPEN: 0,"{DEMO_HOST}",1883
< OK
> AT+QMTCONN=?
< +QMTCONN: (0-5),"clientid","username","password"
< OK
> AT+QMTCONN=0,"lamp_7"
< OK
< +QMTCONN: 0,0,0
> AT+QMTSUB=?
< +QMTSUB: (0-5),<msgid>,list of ["topic",qos]
< OK
> AT+QMTSUB=0,1,"/{DEMO.key}/{DEMO.name}/user/get",2
< OK
< +QMTSUB: 0,1,0,1
> AT+QMTSUB=0,1,"/{DEMO.key}/{DEMO.name}/user/post",0
< OK
< +QMTSUB: 0,1,0,1
! push
< +QMTRECV: 0,0,"/{DEMO.key}/{DEMO.name}/user/get",14,"switch it off,"
> AT+QMTUNS=0,2,"/{DEMO.key}/{DEMO.name}/user/get"
< OK
< +QMTUNS: 0,2,0
> AT+QMTPUBEX=?
< +QMTPUBEX: (0-5),<msgid>,(0-2),(0,1),"topic","length"
< OK
> AT+QMTPUBEX=0,0,0,0,"/{DEMO.key}/{DEMO.name}/user/post",12
< >
>> It is off.!!too much
<< It is off.!!
< OK
< +QMTPUBEX: 0,0,0
! push back
< +QMTRECV: 0,0,"/{DEMO.key}/{DEMO.name}/user/post",5,"other"
> AT+QMTDISC=0
< OK
< +QMTDISC: 0,0
"""


def test_without_tls():
    """5.1; what is typed too much is left out. Aliyun's own broker gives nothing back to its author."""
    with Talk() as talk:
        own = f"/{DEMO.key}/{DEMO.name}/user/"

        def push():
            talk.far_end.push(f"{own}get", b"switch it off,")

        def push_back():
            talk.far_end.push(f"{own}post", b"other")

        play(talk, PLAIN, push=push, **{"push back": push_back})
        assert [message.payload for message in talk.far_end.messages] == [b"It is off.!!"]


TLS = """
> AT+QIACT=1
< OK
> AT+QMTCFG="recv/mode",0,0,1
< OK
> AT+QMTCFG="SSL",0,1,2
< OK
> AT+QSSLCFG="cacert",2,"UFS:root.pem"
< OK
> AT+QSSLCFG="clientcert",2,"UFS:lamp.pem"
< OK
> AT+QSSLCFG="clientkey",2,"UFS:lamp_key.pem"
< OK
> AT+QSSLCFG="seclevel",2,2
< OK
> AT+QSSLCFG="sslversion",2,4
< OK
> AT+QSSLCFG="ciphersuite",2,0xFFFF
< OK
> AT+QSSLCFG="ignorelocaltime",2,1
< OK
> AT+QMTOPEN=0,"things.broker.example",8884
< OK
< +QMTOPEN: 0,0
> AT+QMTCONN=0,"lamp_7"
< OK
< +QMTCONN: 0,0,0
> AT+QMTSUB=0,1,"things/lamp_7/state",1
< OK
< +QMTSUB: 0,1,0,1
> AT+QMTPUBEX=0,1,1,0,"things/lamp_7/state",21
< >
>> lamp 7 is on since 10
<< lamp 7 is on since 10
< OK
"""


def test_with_tls():
    """5.2, with certificates of this computer; the broker's own copy may come before the result."""
    pytest.importorskip("trustme")
    with Talk() as talk:
        ours = talk.far_end.certificates
        for name, data in (("root", ours.ca), ("lamp", ours.client), ("lamp_key", ours.key)):
            talk.upload(f"UFS:{name}.pem", data)
        play(talk, TLS)
        start = len(talk.raw)
        talk.hear("+QMTPUBEX: 0,1,0\r\n")
        copy = b'+QMTRECV: 0,1,"things/lamp_7/state",21,"lamp 7 is on since 10"\r\n'
        if copy not in talk.raw[start - 200 :]:
            talk.hear(copy)
        play(talk, "> AT+QMTDISC=0\n< OK\n< +QMTDISC: 0,0")
