"""Reading and writing parts of files."""


def write(talk, values: str, data: bytes) -> bytes:
    talk.say(f"AT+QFWRITE={values}")
    talk.hear("\r\nCONNECT\r\n")
    talk.say(data, end="")
    return talk.hear("OK\r\n")


def read(talk, values: str) -> bytes:
    talk.say(f"AT+QFREAD={values}")
    talk.hear("\r\nCONNECT ")
    return talk.hear("\r\nOK\r\n")


def test_the_example_of_the_note(talk):
    assert talk.ask('AT+QFOPEN="test.txt",1') == "+QFOPEN: 1|OK"
    assert write(talk, "1,10", b"0123456789") == b"\r\n+QFWRITE: 10,10\r\n\r\nOK\r\n"
    assert talk.ask("AT+QFSEEK=1,0,0") == "OK"
    assert read(talk, "1,10") == b"10\r\n0123456789\r\nOK\r\n"
    assert talk.ask("AT+QFCLOSE=1") == "OK"
    assert talk.ask("AT+QFREAD=1,10") == "+CME ERROR: 416"


def test_places(talk):
    talk.upload("x", b"0123456789")
    answers = {
        'AT+QFOPEN="x",0': "+QFOPEN: 1|OK",
        "AT+QFOPEN?": '+QFOPEN: "UFS:x",1,0|OK',
        "AT+QFPOSITION=1": "+QFPOSITION: 0|OK",
        "AT+QFSEEK=1,4": "OK",
        "AT+QFSEEK=1,3,1": "OK",
        "AT+QFPOSITION=1;": "+QFPOSITION: 7|OK",
        "AT+QFSEEK=1,4,1": "ERROR",
        "AT+QFSEEK=1,11": "ERROR",
        "AT+QFSEEK=1,11,2": "ERROR",
        "AT+QFSEEK=1,2,2": "OK",
        "AT+QFPOSITION=1;;": "+QFPOSITION: 8|OK",
        "AT+QFREAD=1": "CONNECT 2|89|OK",
        "AT+QFREAD=1,5": "+CME ERROR: 402",
        "AT+QFSEEK=1,0,3": "+CME ERROR: 400",
        "AT+QFSEEK=1,-1": "+CME ERROR: 400",
        "AT+QFSEEK=9,0": "+CME ERROR: 416",
        "AT+QFPOSITION=9": "+CME ERROR: 416",
        "AT+QFCLOSE=9": "+CME ERROR: 416",
        'AT+QFOPEN="x"': "+CME ERROR: 426",
        'AT+QFDEL="x"': "+CME ERROR: 426",
        'AT+QFOPEN="y",2': "+CME ERROR: 405",
        'AT+QFOPEN="x",3': "+CME ERROR: 400",
        'AT+QFOPEN=""': "+CME ERROR: 406",
        "AT+QFCLOSE=1": "OK",
        'AT+QFDEL="x"; ': "OK",
        "AT+QFOPEN=?": "+QFOPEN: <filename>[,(0-2)]|OK",
        "AT+QFREAD=?": "+QFREAD: <filehandle>[,<length>]|OK",
    }
    assert {command: talk.ask(command) for command in answers} == answers


def test_writing_into_a_file(talk):
    talk.upload("x", b"0123456789")
    assert talk.ask('AT+QFOPEN="x",0;+QFSEEK=1,8') == "+QFOPEN: 1|OK"
    assert write(talk, "1,4,5", b"abcd") == b"\r\n+QFWRITE: 4,12\r\n\r\nOK\r\n"
    assert talk.ask("AT+QFSEEK=1,2") == "OK"
    assert write(talk, "1,2,5", b"__") == b"\r\n+QFWRITE: 2,12\r\n\r\nOK\r\n"
    assert talk.ask("AT+QFPOSITION=1") == "+QFPOSITION: 4|OK"
    assert talk.ask("AT+QFSEEK=1,0") == "OK"
    assert read(talk, "1") == b"12\r\n01__4567abcd\r\nOK\r\n"


def test_silence_ends_writing(talk):
    assert talk.ask('AT+QFOPEN="x"') == "+QFOPEN: 1|OK"
    assert write(talk, "1", b"abc") == b"\r\n+QFWRITE: 3,3\r\n\r\nOK\r\n"
    assert talk.ask("AT+QFWRITE=1,5,1") == "CONNECT|+CME ERROR: 421"


def test_where_nothing_can_be_written(talk):
    talk.upload("x", b"123")
    assert talk.ask('AT+QFOPEN="x",2') == "+QFOPEN: 1|OK"
    assert talk.ask("AT+QFWRITE=1,1") == "+CME ERROR: 414"
    assert talk.ask('AT+QFOPEN="y"') == "+QFOPEN: 2|OK"
    assert talk.ask("AT+QFWRITE=2,917501") == "+CME ERROR: 420"
    assert talk.ask("AT+QFWRITE=2,1,0") == "+CME ERROR: 400"
