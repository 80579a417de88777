"""What comes before the wrong moves of Tencent's commands."""

import base64

from atbench.virtual.far_end.certificate import _authority, _issue, certificates

from ..clouding import DATA, DEVICE, PRODUCT, SECRET, Tencent

SUB, CONNECT = "AT+TCMQTTSUB=", "AT+TCMQTTCONN=1,5000,240,1,0"
OTHER = base64.b64encode(b"another-secret-1").decode()
OTA = 'AT+TCOTASET=1,"1.0.0"'


def store(talk: Tencent, name: str, data: bytes) -> None:
    talk.say(f'AT+TCCERTADD="{name}",{len(data)}')
    talk.hear(">")
    talk.say(data, end="")
    talk.hear("+TCCERTADD: OK\r\n")


def certified(talk: Tencent, *names: str) -> None:
    """A device that signs in with a certificate; `names` are stored of it and its key."""
    found = certificates()
    assert found
    for name, data in {"a.crt": found.tencent, "a.key": found.tencent_key}.items():
        if name in names:
            store(talk, name, data)
    talk.join().device(f'"{PRODUCT}","{DEVICE}","a.crt"', 2)


def loading(talk: Tencent) -> None:
    """A firmware comes, slowly."""
    talk.sign_in()
    talk.far_end.offer_firmware("2.0.0", b"abc", 60)
    assert talk.result(OTA) == "OK"
    talk.hear("ENTERUPDATE\r\n")


def loaded(talk: Tencent) -> None:
    """It is there, and read."""
    talk.sign_in()
    talk.far_end.offer_firmware("2.0.0", b"abc", 0.1)
    assert talk.result(OTA) == "OK"
    talk.hear("UPDATESUCCESS\r\n")
    talk.say("AT+TCREADFWDATA=3")
    talk.hear(",abc\r\n")


def waiting(talk: Tencent) -> None:
    """A command has no result yet."""
    silent(talk)
    talk.say(f'{SUB}"{DATA}",0')
    talk.hear("OK\r\n")


def silent(talk: Tencent) -> None:
    talk.far_end.mute = True


def away(talk: Tencent) -> None:
    """It was connected, and the network went."""
    talk.sign_in()
    talk.far_end.drop()
    talk.hear("+TCMQTTDISCON", "\r\n")


def trying(talk: Tencent) -> None:
    """It connects again by itself."""
    talk.sign_in(again=1)


def stranger(talk: Tencent) -> None:
    """A certificate of another device."""
    authority = _authority()
    assert authority
    made = _issue(authority, "bench-0001", f"{PRODUCT}stranger")
    store(talk.join(), "a.crt", made.cert_chain_pems[0].bytes())
    store(talk, "a.key", made.private_key_pem.bytes())
    talk.device(f'"{PRODUCT}","{DEVICE}","a.crt"', 2)


def fault(name: str):
    return lambda talk: talk.port.faults.__setitem__(name, 1)


SCENES = {
    "in the network": lambda talk: talk.join(),
    "knows a device": lambda talk: talk.join().device(),
    "connected": lambda talk: talk.sign_in(),
    "connected in haste": lambda talk: talk.sign_in(timeout=1000),
    "it waits for a result": waiting,
    "the cloud says nothing": silent,
    "the cloud has hung up": away,
    "a firmware comes": loading,
    "a firmware has been read": loaded,
    "a wrong secret": lambda talk: talk.join().device(f'"{PRODUCT}","{DEVICE}","{OTHER}"'),
    "another device": lambda talk: talk.join().device(f'"{PRODUCT}","nobody","{SECRET}"'),
    "no such product": lambda talk: talk.join().device(f'"a b","{DEVICE}","{SECRET}"'),
    "a certificate, no key": lambda talk: certified(talk, "a.crt"),
    "a certificate and its key": lambda talk: certified(talk, "a.crt", "a.key"),
    "a certificate that is none": lambda talk: store(talk, "b.crt", b"nothing"),
    "a certificate of another device": stranger,
    "in use": lambda talk: talk.result(CONNECT_2),
    "it connects again by itself": trying,
    "TLS is refused": fault("tls_refused"),
    "the server is gone": fault("server_gone"),
    "no network": lambda talk: talk.device(),
}
CONNECT_2 = CONNECT.replace("=1,", "=2,")
