"""Publishing and subscribing, byte for byte at the far end."""

import pytest

from ..clouding import DATA, DEVICE, OWN, PRODUCT, PROFILES, Tencent

JSON = b'{"method":"report","params":{"a;b":[1,2]}}'
NASTY = bytes(byte for byte in range(256) if byte not in (0x1A, 0x22, 0x2C, 0x5C))


def escaped(profile, payload):
    marks = {"tencent": (), "tencent-m6315": (b'"',), "tencent-esp8266": (b'"', b",")}[profile]
    for mark in marks:
        payload = payload.replace(mark, b"\\" + mark)
    return payload


def arrived(talk, count=1):
    assert talk.far_end.wait(count, 5)
    return talk.far_end.messages[-1].payload


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("qos", [0, 1])
def test_json(profile, qos):
    with Tencent(profile) as talk:
        talk.sign_in()
        talk.say(b'AT+TCMQTTPUB="%s",%d,"%s"' % (DATA.encode(), qos, escaped(profile, JSON)))
        talk.hear("OK\r\n", "+TCMQTTPUB:", "OK\r\n")
        assert arrived(talk) == JSON
        assert talk.far_end.messages[0].topic == DATA


@pytest.mark.parametrize("profile", PROFILES)
def test_a_long_message(profile):
    with Tencent(profile) as talk:
        talk.sign_in()
        talk.type_long(NASTY * 8)
        talk.hear("+TCMQTTPUBL:", "OK\r\n")
        assert arrived(talk) == NASTY * 8
        talk.say("AT")
        talk.hear("OK\r\n")


@pytest.mark.parametrize("profile", PROFILES[:2])
def test_the_longest_message(profile):
    with Tencent(profile) as talk:
        talk.sign_in()
        talk.type_long(b"x" * 10240)
        talk.hear("+TCMQTTPUBL:", "OK\r\n")
        assert arrived(talk) == b"x" * 10240


@pytest.mark.parametrize(
    ("profile", "heard"),
    [
        ("tencent", b"OK\r\n\r\n> \r\n+TCMQTTPUBL: OK\r\n"),
        ("tencent-m6315", b"OK\r\n\r\n>\r\n\r\nOK\r\n\r\n+TCMQTTPUBL:OK\r\n"),
        ("tencent-esp8266", b"OK\r\n>\r\n+TCMQTTPUBL:OK\r\n"),
    ],
)
def test_the_order_of_prompt_and_results(profile, heard):
    with Tencent(profile) as talk:
        talk.sign_in()
        start = len(talk.raw)
        talk.type_long(b"hello", qos=0)
        talk.hear("PUBL:", "OK\r\n")
        assert talk.raw[start:].partition(b"\n")[2].lstrip(b"\r\n") == heard


def test_ctrl_z_ends_a_message():
    with Tencent() as talk:
        talk.sign_in()
        talk.say(f'AT+TCMQTTPUBL="{DATA}",1,100\r\n', end="")
        talk.hear("> ")
        talk.say("short\x1a", end="")
        talk.hear("+TCMQTTPUBL: OK\r\n")
        assert arrived(talk) == b"short"


@pytest.mark.parametrize(
    ("profile", "code"), [("tencent", "202"), ("tencent-m6315", "202"), ("tencent-esp8266", "204")]
)
def test_nobody_types(profile, code):
    with Tencent(profile, speed=100) as talk:
        talk.sign_in()
        talk.say(f'AT+TCMQTTPUBL="{DATA}",1,5')
        talk.hear(">")
        talk.hear("\r\n+CME ERR" if profile != "tencent-esp8266" else "\r\n+CME ERROR", code + "\r\n")
        assert not talk.far_end.messages


@pytest.mark.parametrize("typed", [b"hello!", b"hello\r", b"hel\r\n", b"+++\r\n", b"hello"])
def test_an_esp_looks_at_the_line_end(typed):
    with Tencent("tencent-esp8266") as talk:
        talk.sign_in()
        talk.say(f'AT+TCMQTTPUBL="{DATA}",1,{5 if typed != b"+++" + bytes((13, 10)) else 50}')
        talk.hear(">\r\n")
        talk.say(typed, end="")
        talk.hear("+CME ERROR:204\r\n")
        assert not talk.far_end.messages


@pytest.mark.parametrize(
    ("profile", "typed", "sent"),
    [
        ("tencent", rb"{\"a\":1\,2}", rb"{\"a\":1\,2}"),
        ("tencent-m6315", rb"{\"a\":1\,2}", rb'{"a":1\,2}'),
        ("tencent-esp8266", rb"{\"a\":1\,2}", b'{ "a" :1 ,2}'),
    ],
)
def test_backslashes_in_a_long_message(profile, typed, sent):
    with Tencent(profile) as talk:
        talk.sign_in()
        talk.type_long(typed)
        talk.hear("+TCMQTTPUBL:", "OK\r\n")
        assert arrived(talk) == sent


def test_limits_of_the_short_form():
    with Tencent() as talk:
        talk.sign_in()
        assert talk.result(f'AT+TCMQTTPUB="{DATA}",1,"{"x" * 1024}"') == "OK"
        assert talk.ask(f'AT+TCMQTTPUB="{DATA}",1,"{"x" * 1025}"') == "+CME ERR: 201"
        assert arrived(talk) == b"x" * 1024


@pytest.mark.parametrize(("profile", "head"), [("tencent", "+TCMQTTRCVPUB: "), ("tencent-m6315", "+TCMQTTRCVPUB:")])
def test_a_message_comes(profile, head):
    with Tencent(profile) as talk:
        talk.sign_in().subscribe()
        assert talk.far_end.push(DATA, b'a "b",\r\nOK\r\n') == 1
        heard = b'\r\n%s"%s",12,"a "b",\r\nOK\r\n"\r\n' % (head.encode(), DATA.encode())
        assert talk.hear(heard) == heard


@pytest.mark.parametrize(
    ("profile", "lines"),
    [
        ("tencent", ("+TCMQTTPUBL: OK\r\n", "RCVPUB:")),
        ("tencent-m6315", ("+TCMQTTPUBL:OK\r\n", "RCVPUB:")),
        ("tencent-esp8266", ("RCVPUB:", "+TCMQTTPUBL:OK\r\n")),
    ],
)
def test_its_own_message_comes_back(profile, lines):
    with Tencent(profile) as talk:
        talk.sign_in().subscribe()
        talk.type_long(b"hello")
        talk.hear(*lines)
        assert talk.result(f'AT+TCMQTTPUB="{DATA}",1,"hi"') == "OK"
        talk.hear("RCVPUB:", '",2,"hi"\r\n')


@pytest.mark.parametrize(("profile", "code"), [("tencent", -111), ("tencent-m6315", 202), ("tencent-esp8266", 202)])
def test_rights(profile, code):
    with Tencent(profile) as talk:
        talk.sign_in()
        assert talk.result(f'AT+TCMQTTSUB="{OWN}/event",0') == "FAIL,-108"
        assert talk.result('AT+TCMQTTSUB="OTHERTC001/lamp/data",0') == "FAIL,-108"
        assert talk.result(f'AT+TCMQTTPUB="{OWN}/control",0,"x"') == "OK"
        assert talk.result(f'AT+TCMQTTPUB="{OWN}/control",1,"x"') == f"FAIL,{code}"
        assert talk.result(f'AT+TCMQTTPUB="{OWN}/event",1,"x"') == "OK"
        assert [message.topic for message in talk.far_end.messages] == [f"{OWN}/event"]


@pytest.mark.parametrize(
    ("profile", "topics", "left"),
    [
        ("tencent", f'+TCMQTTSUB: "{DATA}",1|+TCMQTTSUB: "{OWN}/control",0', f'+TCMQTTUNSUB: "{DATA}"|OK'),
        ("tencent-m6315", f'+TCMQTTSUB:"{DATA}",1|+TCMQTTSUB:"{OWN}/control",0', f'+TCMQTTUNSUB:"{DATA}"|OK'),
        ("tencent-esp8266", f'+TCMQTTSUB:"{DATA}",1|+TCMQTTSUB:"{OWN}/control",0', "OK"),
    ],
)
def test_lists(profile, topics, left):
    with Tencent(profile) as talk:
        talk.sign_in()
        assert talk.ask("AT+TCMQTTSUB?") == "OK"
        assert talk.ask("AT+TCMQTTUNSUB?") == "OK"
        talk.subscribe().subscribe(f"{OWN}/control", 0).subscribe()
        assert talk.ask("AT+TCMQTTSUB?") == f"{topics}|OK"
        assert talk.result(f'AT+TCMQTTUNSUB="{DATA}"') == "OK"
        assert talk.ask("AT+TCMQTTSUB?") == f"{topics.partition('|')[2]}|OK"
        assert talk.ask("AT+TCMQTTUNSUB?") == left
        assert talk.far_end.push(DATA, b"x") == 0


@pytest.mark.parametrize("command", [f'PUB="{DATA}",1,"x"', f'SUB="{DATA}",1', f'UNSUB="{DATA}"'])
def test_a_silent_cloud(command):
    with Tencent(speed=50) as talk:
        talk.sign_in()
        talk.far_end.mute = True
        assert talk.result(f"AT+TCMQTT{command}") == "FAIL,-111"


def test_the_cloud_goes_meanwhile():
    with Tencent(speed=2) as talk:
        talk.sign_in()
        talk.far_end.mute = True
        talk.say(f'AT+TCMQTTPUB="{DATA}",1,"x"')
        talk.hear("OK\r\n")
        talk.far_end.drop()
        talk.hear("+TCMQTTPUB: FAIL,-103\r\n")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_thousand_messages(profile):
    with Tencent(profile, speed=50) as talk:
        talk.sign_in(timeout=10000)
        for number in range(1000):
            talk.say(f'AT+TCMQTTPUB="{DATA}",{number % 2},"message {number}"')
            talk.hear("OK\r\n", "+TCMQTTPUB:", "OK\r\n")
        assert talk.far_end.wait(1000, 10)
        assert [message.payload for message in talk.far_end.messages] == [b"message %d" % n for n in range(1000)]


def test_a_thousand_messages_come():
    with Tencent(speed=50) as talk:
        talk.sign_in().subscribe()
        for number in range(1000):
            talk.far_end.push(DATA, b"message %d" % number, number % 2)
        for number in range(1000):
            talk.hear(f'+TCMQTTRCVPUB: "{PRODUCT}/{DEVICE}/data",', f'"message {number}"\r\n')
        assert talk.raw.count(b"RCVPUB") == 1000
