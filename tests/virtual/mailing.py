"""A module that is about to send a mail."""

from atbench.virtual.far_end.devices import MAIL_PASSWORD, MAIL_USER

from .talk import Talk

HOST, TO = "smtp.mail.example", "office@mail.example"


class Mailing(Talk):
    """An EC20 or another module, its context 1 active, with server, account and sender of the local cloud."""

    def __init__(self, query: str = "boot=0", speed: float = 10, active: bool = True, profile: str = "ec20") -> None:
        super().__init__(query, speed, profile)
        if active:
            assert self.ask("AT+QIACT=1") == "OK"
        self.server()
        self.setting(f'"account","{MAIL_USER}","{MAIL_PASSWORD}"')
        self.setting(f'"sender","Lamp 7","{MAIL_USER}@mail.example"')

    def server(self, port: int = 25, kind: int = 0, host: str = HOST) -> None:
        self.setting(f'"smtpserver","{host}",{port}')
        self.setting(f'"ssltype",{kind}')

    def setting(self, text: str) -> None:
        assert self.ask(f"AT+QSMTPCFG={text}") == "OK"

    def body(self, data: bytes, charset: int = 0) -> None:
        self.say(f"AT+QSMTPBODY={charset},{len(data)}")
        self.hear("\r\nCONNECT\r\n")
        self.say(data, end="")
        self.hear(f"\r\n+QSMTPBODY: {len(data)}\r\n\r\nOK\r\n")

    def letter(self, *to: str) -> "Mailing":
        for address in to or (TO,):
            assert self.ask(f'AT+QSMTPDST=1,1,"{address}"') == "OK"
        assert self.ask('AT+QSMTPSUB=0,"Lamp 7 reports"') == "OK"
        self.body(b"all is well\r\n")
        return self

    def attach(self, index: int, name: str, data: bytes) -> None:
        self.upload(name, data)
        assert self.ask(f'AT+QSMTPATT=1,{index},"{name}"') == "OK"

    def start(self, seconds: int = 60) -> None:
        assert self.ask(f"AT+QSMTPPUT={seconds}") == "OK"

    def result(self) -> str:
        line = self.hear("\r\n+QSMTPPUT: ", "\r\n").decode()
        assert line.startswith("\r\n+QSMTPPUT: ")
        return line.strip().partition(": ")[2]

    def put(self, seconds: int = 60) -> str:
        self.start(seconds)
        return self.result()
