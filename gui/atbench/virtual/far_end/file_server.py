"""The FTP server of the local cloud: pyftpdlib with accounts and moods.

It needs the extra `demo`; nobody but `files` imports it, and only when the first session begins.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from OpenSSL import SSL
from pyftpdlib.authorizers import AuthenticationFailed, DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import FTPServer

from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_READER, FTP_READER_PASSWORD, FTP_USER
from atbench.virtual.far_end.file_moods import FileMoods

_ALL, _READ = "elradfmwMT", "elr"
_NOT_IN_NAMES = set('*?<>|":\\')
_NOBODY = 1  # a port at which nobody listens
OnFile = Callable[[Path], None]


class _Accounts(DummyAuthorizer):
    """One that may do everything, one that may read, and anybody without a name, who may read too."""

    def __init__(self, home: Path, moods: FileMoods) -> None:
        super().__init__()
        self._moods = moods
        self.add_user(FTP_USER, FTP_PASSWORD, str(home), _ALL)
        self.add_user(FTP_READER, FTP_READER_PASSWORD, str(home), _READ)
        self.add_anonymous(str(home))

    def validate_authentication(self, username: str, password: str, handler: object) -> None:
        if self._moods.refuse:
            raise AuthenticationFailed("Login incorrect.")
        super().validate_authentication(username, password, handler)


class _Files(AbstractedFS):
    """Lists name no user of this computer, and the folder of a session is not that of this program."""

    def chdir(self, path: str) -> None:
        os.scandir(path).close()  # whether it can be entered
        self.cwd = self.fs2ftp(path)

    def get_user_by_uid(self, uid: int) -> str:
        return FTP_USER

    def get_group_by_gid(self, gid: int) -> str:
        return FTP_USER


class _Data(TLS_DTPHandler):
    """A data connection as slow as the mood says, and no larger than its room."""

    def __init__(self, sock: object, control: _Control) -> None:
        self._pace = control.moods.pace
        if self._pace:
            self.ac_in_buffer_size = self.ac_out_buffer_size = max(1, self._pace // 20)
        super().__init__(sock, control)

    def recv(self, size: int) -> bytes:
        chunk: bytes = super().recv(size)
        room = self.cmd_channel.moods.room
        if self._closed or room is None or self.tot_bytes_received + len(chunk) <= room:
            self._rest(len(chunk), self.ioloop.READ)
            return chunk
        self._resp = ("552 Quota exceeded.", self.log)
        self.close()
        return b""

    def send(self, data: bytes) -> int:
        sent: int = super().send(data)
        self._rest(sent, self.ioloop.WRITE)
        return sent

    def _rest(self, size: int, events: int) -> None:
        if self._pace and size and not self._closed:
            self.del_channel()
            self.ioloop.call_later(size / self._pace, self._go_on, events)

    def _go_on(self, events: int) -> None:
        if not self._closed:
            self.add_channel(events=events)


class _Control(TLS_FTPHandler):
    """A session; each server has a class of its own with what stands here without values."""

    moods: FileMoods
    on_file: OnFile

    abstracted_fs = _Files
    dtp_handler = _Data
    banner = "local cloud ready."
    auth_failed_timeout = 0
    use_sendfile = False

    def process_command(self, cmd: str, *args: Any, **kwargs: Any) -> None:
        if self.moods.mute:
            return
        if reply := self.moods.replies.get(cmd):
            self.respond(reply)
        elif cmd in ("STOR", "APPE", "MKD", "RNTO") and args and _NOT_IN_NAMES & set(Path(str(args[0])).name):
            self.respond("553 Name not allowed.")
        elif self.moods.no_data and cmd in ("PORT", "EPRT"):
            self.respond("425 Can't open data connection.")
        elif self.moods.no_data and cmd == "PASV":
            self.respond(f"227 Entering passive mode (127,0,0,1,0,{_NOBODY}).")
        elif self.moods.slow:
            self.ioloop.call_later(self.moods.slow, super().process_command, cmd, *args, **kwargs)
        else:
            super().process_command(cmd, *args, **kwargs)

    def on_file_received(self, file: str) -> None:
        type(self).on_file(Path(file))


class _Secured(_Control):
    """TLS from the start."""

    def handle(self) -> None:
        self.secure_connection(self.ssl_context)

    def handle_ssl_established(self) -> None:
        super().handle()

    def ftp_AUTH(self, line: str) -> None:  # noqa: N802 - the name is pyftpdlib's
        self.respond("503 It is secure already.")


def listen(
    loop: IOLoop, home: Path, moods: FileMoods, on_file: OnFile, context: SSL.Context | None, secured: bool
) -> int:
    """Opens a server inside `loop`; returns its port. Without `context` AUTH is refused with 502."""
    members: dict[str, Any] = {
        "authorizer": _Accounts(home, moods),
        "moods": moods,
        "on_file": staticmethod(on_file),
        "ssl_context": context or SSL.Context(SSL.TLS_SERVER_METHOD),
    }
    if context is None:
        members["ftp_AUTH"] = lambda self, line: self.respond("502 No TLS here.")
    handler = type("Session", (_Secured if secured else _Control,), members)
    port: int = FTPServer(("127.0.0.1", 0), handler, ioloop=loop).address[1]
    return port


def hang_up(loop: IOLoop) -> None:
    """Closes every connection, without a word."""
    for one in list(loop.socket_map.values()):
        if not isinstance(one, FTPServer):
            one.close()
