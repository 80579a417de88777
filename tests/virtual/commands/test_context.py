"""PDP contexts."""

from ..talk import Talk


def test_answers():
    answers = {
        "AT+QICSGP=2": '+QICSGP: 1,"","","",0|OK',
        'AT+QICSGP=2,3,"net","user","pass",2,1': "OK",
        "AT+QICSGP=2;": '+QICSGP: 3,"net","user","pass",2|OK',
        'AT+QICSGP=2,1,"net"': "OK",
        "AT+QICSGP=16": "ERROR",
        'AT+QICSGP=1,4,"x"': "ERROR",
        "AT+QICSGP=1,1": "ERROR",
        'AT+QICSGP=1,1,"x","a","b",3': "ERROR",
        "AT+QICSGP?": "ERROR",
        "AT+QIACT=?": "+QIACT: (1-15)|OK",
        "AT+QIACT?": "OK",
        "AT+QIACT=0": "ERROR",
        "AT+QIACT=16": "ERROR",
        "AT+QIACT": "ERROR",
        "AT+QIDEACT=1": "OK",
        "AT+QIGETERROR": "+QIGETERROR: 0,operate successfully|OK",
        'AT+CGDCONT=4,"IPV6","v6"': "OK",
        'AT+CGDCONT=4,"X25","v6"': "ERROR",
        "AT+CGDCONT?": "|".join(
            [
                '+CGDCONT: 1,"IP","CMNET","",0,0',
                '+CGDCONT: 2,"IP","net","",0,0',
                '+CGDCONT: 4,"IPV6","v6","",0,0',
                "OK",
            ]
        ),
        "AT+CGACT?": "+CGACT: 1,0|+CGACT: 2,0|+CGACT: 4,0|OK",
        "AT+CGPADDR=1": "+CGPADDR: 1|OK",
    }
    with Talk(speed=200) as talk:
        assert {command: talk.ask(command) for command in answers} == answers


def test_active_contexts():
    with Talk(speed=200) as talk:
        assert [talk.ask(f"AT+QIACT={number}") for number in (1, 2, 3)] == ["OK"] * 3
        assert talk.ask("AT+QIACT=1") == "ERROR"  # seen on real modules
        assert talk.ask("AT+QIGETERROR") == "+QIGETERROR: 572,operation not allowed|OK"
        assert talk.ask("AT+QIACT=4") == "ERROR"  # at most three
        assert talk.ask("AT+CGDCONT=1") == "ERROR"  # it is in use
        assert talk.ask("AT+CGPADDR=2") == '+CGPADDR: 2,"10.83.22.107"|OK'
        assert talk.ask("AT+QIDEACT=2") == "OK"
        assert talk.ask("AT+QIACT?") == '+QIACT: 1,1,1,"10.83.21.107"|+QIACT: 3,1,1,"10.83.23.107"|OK'


def test_the_other_way_to_activate():
    with Talk(speed=200) as talk:
        for command in ("AT+CGACT=1,1", "AT+CGACT=1,1", "AT+CGACT=0,1", "AT+CGACT=0,1"):
            assert talk.ask(command) == "OK"
            assert talk.ask("AT+CGACT?") == f"+CGACT: 1,{command[9]}|OK"
        assert talk.ask("AT+CGACT=2,1") == "+CME ERROR: 50"


def test_the_network_takes_them_away():
    with Talk() as talk:
        assert talk.ask("AT+QIACT=1") == "OK"
        assert talk.ask("AT+CGATT=0") == "OK"
        talk.hear('\r\n+QIURC: "pdpdeact",1\r\n')
        assert talk.ask("AT+QIACT?") == "OK"
        assert talk.ask("AT+QIACT=1") == "ERROR"
        assert talk.ask("AT+QIGETERROR") == "+QIGETERROR: 561,open PDP context failed|OK"
        assert talk.ask("AT+CGATT=1;+QIACT=1") == "OK"


def test_addresses_of_all_contexts(talk):
    assert talk.ask("AT+CGPADDR=") == talk.ask("AT+CGPADDR")
