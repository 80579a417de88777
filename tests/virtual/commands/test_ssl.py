"""AT+QSSLCFG, and TLS itself."""

import pytest

from ..talk import Talk


def test_answers():
    answers = {
        'AT+QSSLCFG="seclevel",0': '+QSSLCFG: "seclevel",0,0|OK',
        'AT+QSSLCFG="seclevel",0,3': "ERROR",
        'AT+QSSLCFG="sslversion",5,3': "OK",
        'AT+QSSLCFG="SSLVERSION",5': '+QSSLCFG: "sslversion",5,3|OK',
        'AT+QSSLCFG="sslversion",6,3': "ERROR",
        'AT+QSSLCFG="ciphersuite",1,0xffff': "OK",
        'AT+QSSLCFG="ciphersuite",1,"0xffff"': "ERROR",
        'AT+QSSLCFG="cacert",1,"UFS:ca.pem"': "OK",
        'AT+QSSLCFG="cacert",1': '+QSSLCFG: "cacert",1,"UFS:ca.pem"|OK',
        'AT+QSSLCFG="nonsense",1,1': "ERROR",
        "AT+QSSLCFG=?": "ERROR",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers


def test_a_message_over_tls(talk):
    pytest.importorskip("trustme")
    for command in ('AT+QMTCFG="SSL",0,1,2', 'AT+QSSLCFG="seclevel",2,0', "AT+QIACT=1"):
        assert talk.ask(command) == "OK"
    talk.say('AT+QMTOPEN=0,"broker.example",8883')
    talk.hear("+QMTOPEN: 0,0\r\n")
    talk.say('AT+QMTCONN=0,"me"')
    talk.hear("+QMTCONN: 0,0,0\r\n")
    talk.publish('0,1,1,0,"t"', b"x")
    talk.hear("+QMTPUBEX: 0,1,0\r\n")
    assert [message.payload for message in talk.far_end.messages] == [b"x"]
