"""Quectel's file commands: the examples of their note with other names, and wrong moves."""


def test_the_wire_of_an_upload(talk):
    talk.say('AT+QFUPL="one.txt",10')
    assert talk.hear("CONNECT\r\n") == b'AT+QFUPL="one.txt",10\r\r\nCONNECT\r\n'
    talk.say("1234567890", end="")
    assert talk.hear("OK\r\n") == b"\r\n+QFUPL: 10,3938\r\n\r\nOK\r\n"  # no echo of data
    talk.silence()


def test_the_wire_of_a_download(talk):
    talk.upload("one.txt", b"\x00\r\nOK\r\n\xff")
    talk.say('AT+QFDWL="UFS:one.txt"')
    wire = b'AT+QFDWL="UFS:one.txt"\r\r\nCONNECT\r\n\x00\r\nOK\r\n\xff\r\n+QFDWL: 8,4bb0\r\n\r\nOK\r\n'
    assert talk.hear("+QFDWL: ", "OK\r\n") == wire


def test_acknowledged_blocks(talk):
    talk.say('AT+QFUPL="big",3000,5,1')
    talk.hear("CONNECT\r\n")
    talk.say(b"x" * 1024, end="")
    assert talk.hear("A") == b"A"
    talk.say(b"x" * 1024, end="")
    assert talk.hear("A") == b"A"
    talk.say(b"x" * 952, end="")
    assert talk.hear("OK\r\n") == b"\r\n+QFUPL: 3000,0\r\n\r\nOK\r\n"


def test_what_comes_too_much_is_a_command(talk):
    talk.say('AT+QFUPL="one",3')
    talk.hear("CONNECT\r\n")
    talk.say("abcAT")
    talk.hear("+QFUPL: 3,", "OK\r\n", "OK\r\n")


def test_silence_ends_an_upload(talk):
    talk.say('AT+QFUPL="part",100,4')
    talk.hear("CONNECT\r\n")
    talk.say("abc", end="")
    talk.hear("\r\n+QFUPL: 3,", "OK\r\n")
    assert talk.ask('AT+QFUPL="none",100,1') == "CONNECT|+CME ERROR: 421"
    assert talk.ask("AT+QFLST") == '+QFLST: "UFS:part",3|OK'


def test_dtr_ends_an_upload(talk):
    for setting, left in (("AT&D0", False), ("AT&D1", True)):
        assert talk.ask(setting) == "OK"
        talk.say('AT+QFUPL="dtr",10,60')
        talk.hear("CONNECT\r\n")
        talk.say("abc", end="")
        talk.port.lines(dtr=False)
        talk.port.lines(dtr=True)
        if left:
            talk.hear("+QFUPL: 3,", "OK\r\n")
        else:
            talk.say("defghij", end="")
            talk.hear("+QFUPL: 10,", "OK\r\n")
        assert talk.ask('AT+QFDEL="dtr"') == "OK"


def test_digits_instead_of_words(talk):
    talk.say("ATV0")
    talk.hear("0\r")
    talk.say('AT+QFUPL="v",2')
    talk.hear('"v",2\r1\r')
    talk.say("ab", end="")
    assert talk.hear("0\r") == b"+QFUPL: 2,6162\r\n0\r"


def test_lists_and_sizes(talk):
    assert talk.ask("AT+QFLDS") == "+QFLDS: 0,0|OK"
    for name, size in (("1k.pem", 1024), ("2k.pem", 2048)):
        talk.upload(name, bytes(size))
    answers = {
        "AT+QFLST": '+QFLST: "UFS:1k.pem",1024|+QFLST: "UFS:2k.pem",2048|OK',
        'AT+QFLST="*"': '+QFLST: "UFS:1k.pem",1024|+QFLST: "UFS:2k.pem",2048|OK',
        'AT+QFLST="UFS:*"': '+QFLST: "UFS:1k.pem",1024|+QFLST: "UFS:2k.pem",2048|OK',
        'AT+QFLST="2k.pem"': '+QFLST: "UFS:2k.pem",2048|OK',
        'AT+QFLST="no.pem"': "+CME ERROR: 405",
        'AT+QFLDS="UFS"': "+QFLDS: 914431,917503|OK",
        "AT+QFLDS": "+QFLDS: 3072,2|OK",
        'AT+QFDEL="1k.pem"': "OK",
        'AT+QFDEL="UFS:1k.pem"': "+CME ERROR: 405",
        'AT+QFDWL="1k.pem"': "+CME ERROR: 405",
        'AT+QFDEL="*"': "OK",
        "AT+QFLST=?": "OK",
        "AT+QFLDS=?": "OK",
        "AT+QFDEL=?": "+QFDEL: <filename>|OK",
        "AT+QFDWL=?": "+QFDWL: <filename>|OK",
        "AT+QFUPL=?": "+QFUPL: <filename>[,(1-917503)[,(1-65535)[,(0,1)]]]|OK",
    }
    assert {command: talk.ask(command) for command in answers} == answers
    assert talk.ask('AT+QFDEL="*"') == "OK"
    assert talk.ask("AT+QFLST") == "OK"


def test_files_outlive_a_restart(talk):
    talk.upload("x", b"123")
    assert talk.ask('AT+QFOPEN="x"') == "+QFOPEN: 1|OK"
    assert talk.ask("AT+CFUN=1,1") == "OK"
    talk.hear("PB DONE\r\n")
    assert talk.ask("AT+QFLST;+QFOPEN?") == '+QFLST: "UFS:x",3|OK'


def test_a_urc_waits_for_the_end_of_data_mode(talk):
    talk.connect()
    talk.say('AT+QFUPL="x",3,60')
    talk.hear("CONNECT\r\n")
    talk.far_end.drop()
    talk.far_end.wait_for(lambda far_end: not far_end.clients, 5)
    talk.say("abc", end="")
    assert talk.hear("OK\r\n").startswith(b"\r\n+QFUPL: 3,")
    talk.hear("+QMTSTAT: 0,1\r\n")
