"""AT+QSMTPCFG: answers, limits, and what a restart leaves."""

from ..talk import Talk

TEST = (
    '+QSMTPCFG: "account",<username>,<password>|+QSMTPCFG: "sender",<sender_name>,<sender_email>|'
    '+QSMTPCFG: "smtpserver",<srvaddr>,<srvport>|+QSMTPCFG: "contextid",(1-16)|+QSMTPCFG: "sslctxid",(0-5)|'
    '+QSMTPCFG: "ssltype",(0-2)|+QSMTPCFG: "bodyoriginal",(0,1)|OK'
)
ANSWERS = {
    "AT+QSMTPCFG=?": TEST,
    'AT+QSMTPCFG="account"': '+QSMTPCFG: "account","",""|OK',
    'AT+QSMTPCFG="sender"': '+QSMTPCFG: "sender","",""|OK',
    'AT+QSMTPCFG="smtpserver"': '+QSMTPCFG: "smtpserver","",25|OK',
    'AT+QSMTPCFG="contextid"': '+QSMTPCFG: "contextid",1|OK',
    'AT+QSMTPCFG="sslctxid"': '+QSMTPCFG: "sslctxid",1|OK',
    'AT+QSMTPCFG="ssltype"': '+QSMTPCFG: "ssltype",0|OK',
    'AT+QSMTPCFG="bodyoriginal"': '+QSMTPCFG: "bodyoriginal",0|OK',
    'AT+QSMTPCFG="account", "lamp_7", "pw"': "OK",  # the note prints blanks after commas
    'AT+QSMTPCFG="Account"': '+QSMTPCFG: "account","lamp_7","pw"|OK',
    'AT+QSMTPCFG="sender","Lamp 7","lamp7@mail.example"': "OK",
    'AT+QSMTPCFG="sender" ': '+QSMTPCFG: "sender","Lamp 7","lamp7@mail.example"|OK',
    f'AT+QSMTPCFG="smtpserver","{"h" * 50}",65535': "OK",
    'AT+QSMTPCFG="contextid",16': "OK",
    'AT+QSMTPCFG="ssltype",2': "OK",
    'AT+QSMTPCFG="bodyoriginal",1': "OK",
    'AT+QSMTPCFG="sslctxid",5': "OK",
    'AT+QSMTPCFG="sslctxid", ': "+CME ERROR: 664",
}


def test_answers():
    with Talk(profile="ec20", speed=200) as talk:
        assert {command: talk.ask(command.strip()) for command in ANSWERS} == ANSWERS
        assert talk.ask("AT+QSMTPCFG") == talk.ask("AT+QSMTPCFG?") == "ERROR"
        assert talk.ask("AT+CFUN=1,1") == "OK"
        talk.hear("PB DONE\r\n")
        assert talk.ask('AT+QSMTPCFG="account"') == '+QSMTPCFG: "account","",""|OK'


def test_without_a_card():
    with Talk("boot=0&sim=0", profile="ec20", speed=200) as talk:
        assert talk.ask('AT+QSMTPCFG="account"') == "+CME ERROR: 10"


def test_an_ec600s_has_none_of_it(talk):
    assert talk.ask("AT+QSMTPCFG=?") == talk.ask("AT+QSMTPPUT=60") == "ERROR"
