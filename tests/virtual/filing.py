"""A module that is about to use FTP."""

from atbench.virtual.far_end import FarEnd
from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_USER

from .talk import PATIENCE, Talk

HOST = "ftp.files.example"
PASSIVE = '"transmode",1'
IMPLICIT, EXPLICIT = (PASSIVE, '"ssltype",1'), (PASSIVE, '"ssltype",2')


class Filing(Talk):
    """An EC200S, unless another is named, whose context 1 is active, with the account of the local cloud."""

    def __init__(self, query: str = "boot=0", speed: float = 10, profile: str = "ec200s") -> None:
        super().__init__(query, speed, profile)
        assert self.ask("AT+QIACT=1") == "OK"
        self.settings(f'"account","{FTP_USER}","{FTP_PASSWORD}"')

    def settings(self, *texts: str) -> "Filing":
        for text in texts:
            assert self.ask(f"AT+QFTPCFG={text}") == "OK"
        return self

    def open(self, host: str = HOST, port: int = 21) -> "Filing":
        assert self.late(f'AT+QFTPOPEN="{host}",{port}') == "0,0"
        return self

    def late(self, command: str) -> str:
        """OK, and then what the late line says."""
        assert self.ask(command) == "OK"
        return self.told(command)

    def told(self, command: str) -> str:
        """What the late line of a command says, which must be the next one."""
        name = "\r\n" + command[2:].partition("=")[0] + ": "
        line = self.hear(name, "\r\n").decode("latin-1")
        assert line.startswith(name), line
        return line.removeprefix(name).removesuffix("\r\n")

    def put(self, name: str, data: bytes, tail: str = ",0") -> str:
        """From this port, without a length or with all of it in `tail`."""
        command = f'AT+QFTPPUT="{name}","COM:"{tail}'
        self.say(command)
        self.hear("\r\nCONNECT\r\n")
        self.say(data, end="")
        if tail.count(",") < 2:
            self.escape()
        assert self.hear("OK\r\n") == b"\r\nOK\r\n"
        return self.told(command)

    def escape(self) -> None:
        """`+++` with its pauses; they are longer than they need be, for the sake of busy computers."""
        self.answered(b"never said", 2 / self.speed)
        self.say("+++", end="")

    def get(self, name: str, tail: str = "", verb: str = "GET") -> tuple[bytes, str]:
        """To this port: the bytes, and the late line."""
        command = f'AT+QFTP{verb}="{name}"{tail}'
        self.say(command)
        self.hear("\r\nCONNECT\r\n")
        data = self.hear(f"\r\nOK\r\n\r\n+QFTP{verb}: ")
        return data[: data.rindex(b"\r\nOK\r\n")], self.hear("\r\n").decode().strip()

    def ask_word(self, command: str) -> bytes:
        """The final word of a command that has no other answer."""
        self.say(command)
        self.hear(f"{command}\r\r\n")
        return self.hear("\r\n").strip()

    def place(self, name: str, data: bytes) -> None:
        """A file on the server of the local cloud."""
        (self.far_end.file_home / name).write_bytes(data)

    def arrived(self, path: str, size: int) -> bytes:
        """What the local cloud has got."""

        def found(far_end: FarEnd) -> bytes | None:
            return next((file.data for file in far_end.files if (file.path, len(file.data)) == (path, size)), None)

        assert self.far_end.wait_for(lambda far_end: found(far_end) is not None, PATIENCE), self.far_end.files
        return found(self.far_end) or b""
