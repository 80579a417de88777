"""Modules with a cloud in their firmware, and how far they are brought before a test begins."""

import re

from atbench.virtual.far_end.devices import DEMO, TENCENT_DEMO

from .talk import Talk

PROFILES = ("tencent", "tencent-m6315", "tencent-esp8266")
PRODUCT, DEVICE, SECRET = TENCENT_DEMO.key, TENCENT_DEMO.name, TENCENT_DEMO.secret
OWN = f"{PRODUCT}/{DEVICE}"
DATA = f"{OWN}/data"
INFO = f'"{PRODUCT}","{DEVICE}","{SECRET}"'
CLOUD = f"/{DEMO.key}/{DEMO.name}"


class Tencent(Talk):
    """`result` says a command and gives its result line, without the blank that some firmware has."""

    def __init__(self, profile: str = "tencent", query: str = "boot=0", speed: float = 20) -> None:
        super().__init__(query, speed, profile)
        self.profile = profile

    def result(self, command: str) -> str:
        name = command.removeprefix("AT").partition("=")[0]
        self.say(command)
        self.hear("OK\r\n", name + ":")
        return self.hear("\r\n").decode().strip()

    def join(self) -> "Tencent":
        if self.profile == "tencent":
            assert self.result('AT+TCREGNET=0,"internet.example"') == "OK"
        elif self.profile == "tencent-m6315":
            assert self.result("AT+TCREGNET=0,1,internet") == "0,NET_OK"
        return self

    def device(self, info: str = INFO, mode: int = 1) -> "Tencent":
        assert self.result(f"AT+TCDEVINFOSET={mode},{info}") == "OK"
        return self

    def sign_in(self, again: int = 0, timeout: int = 5000, mode: int = 1) -> "Tencent":
        self.join().device(mode=mode)
        assert self.result(f"AT+TCMQTTCONN={mode},{timeout},240,1,{again}") == "OK"
        return self

    def subscribe(self, topic: str = DATA, qos: int = 1) -> "Tencent":
        assert self.result(f'AT+TCMQTTSUB="{topic}",{qos}') == "OK"
        return self

    def hear_bytes(self, count: int) -> bytes:
        """So many bytes, whatever they are."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.raw) >= self._at + count, 5)
            start, self._at = self._at, self._at + count
            return self.raw[start : self._at]

    def hear_match(self, pattern: str) -> None:
        """The next place where `pattern` is."""
        with self._news:
            found = self._news.wait_for(lambda: re.compile(pattern.encode()).search(self.raw, self._at), 5)
            assert found, f"{pattern} did not come; this did: {self.raw[self._at :]!r}"
            self._at = found.end()

    def type_long(self, payload: bytes, topic: str = DATA, qos: int = 1) -> None:
        self.say(f'AT+TCMQTTPUBL="{topic}",{qos},{len(payload)}')
        self.hear("OK\r\n", ">")
        self.hear(" " if self.profile == "tencent" else "\r\n")
        self.say(payload + (b"\r\n" if self.profile == "tencent-esp8266" else b""), end="")


class Gosuncn(Talk):
    def __init__(self, query: str = "boot=0", speed: float = 20) -> None:
        super().__init__(query, speed, "me3630")

    def dial(self) -> "Gosuncn":
        assert self.ask("AT+ZECMCALL=1") == "+ZECMCALL: CONNECT|OK"
        return self

    def authorise(self, secret: str = DEMO.secret) -> "Gosuncn":
        self.say(f"AT+CLOUDAUTH={DEMO.key},{DEMO.name},{secret}")
        self.hear("OK\r\n", "+ALIAUTH: OK\r\n")
        return self

    def connect_cloud(self) -> "Gosuncn":
        self.dial().authorise()
        assert self.ask("AT+CLOUDCONN") == "OK"
        return self

    def subscribe(self, *topics: str) -> "Gosuncn":
        self.say("AT+CLOUDSUB=" + ",".join(f"{topic},0" for topic in topics or (f"{CLOUD}/user/get",)))
        self.hear("OK\r\n", "+CLOUDSUBACK: <OK>\r\n")
        return self
