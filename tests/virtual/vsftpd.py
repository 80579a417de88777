"""vsftpd as it comes from Debian, in a folder of its own, to try the module's FTP client against. No root is needed."""

import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from .talk import PATIENCE

PLAIN, IMPLICIT, EXPLICIT = range(3)
# Anybody may do everything. With TLS the data connection must go on with the session of the first one.
_COMMON = """
listen=YES
background=NO
listen_address=127.0.0.1
run_as_launching_user=YES
seccomp_sandbox=NO
anonymous_enable=YES
local_enable=NO
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
anon_umask=022
allow_writeable_chroot=YES
connect_from_port_20=NO
xferlog_enable=YES
xferlog_std_format=NO
log_ftp_protocol=YES
"""
_SECURE = """
ssl_enable=YES
ssl_tlsv1=YES
allow_anon_ssl=YES
force_anon_logins_ssl=YES
force_anon_data_ssl=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
"""


@dataclass(frozen=True)
class Running:
    """`ports`: plain, TLS from the start, TLS after AUTH. `log` has all commands and answers."""

    home: Path
    ports: tuple[int, ...]
    log: Path


def program() -> str | None:
    return shutil.which("vsftpd", path="/usr/sbin:/usr/bin")


def missing() -> str:
    """What stands in the way, "" for nothing."""
    return "" if program() else "vsftpd is not installed: the FTP client is tried against the local cloud alone"


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _settings(folder: Path, kind: int, port: int) -> Path:
    text = f"{_COMMON}listen_port={port}\nanon_root={folder}/home\nsecure_chroot_dir={folder}\n"
    text += f"vsftpd_log_file={folder}/log\n"
    if kind:
        text += f"{_SECURE}rsa_cert_file={folder}/server.pem\nimplicit_ssl={'YES' if kind == IMPLICIT else 'NO'}\n"
    path = folder / f"{kind}.conf"
    path.write_text(text)
    return path


def _wait(port: int) -> None:
    for _ in range(int(PATIENCE * 100)):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            threading.Event().wait(0.01)
        else:
            return
    raise AssertionError("vsftpd does not start")


@contextmanager
def running() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        leaf = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert("local", key_type=trustme.KeyType.RSA)
        leaf.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
        server = Running(folder / "home", (_port(), _port(), _port()), folder / "log")
        settings = [_settings(folder, kind, port) for kind, port in enumerate(server.ports)]
        daemons = [subprocess.Popen([str(program()), str(path)]) for path in settings]
        try:
            for port in server.ports:
                _wait(port)
            yield server
        finally:
            for daemon in daemons:
                daemon.terminate()
                daemon.wait()
