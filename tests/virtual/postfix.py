"""Postfix as it comes from Debian, in a folder of its own, to try the module's mails against: it keeps them.

Needs root, and the packages postfix, sasl2-bin (accounts) and libsasl2-modules.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from atbench.virtual.far_end.devices import MAIL_PASSWORD, MAIL_USER

from .talk import PATIENCE

DOMAIN = "mail.example"
RELAY, SUBMISSION, SECURE = range(3)  # its doors: TLS if you like, STARTTLS first, TLS from the start
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = smtp.{domain}
mydestination =
mynetworks =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{user}
smtpd_recipient_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.pem
smtpd_tls_security_level = may
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
"""
_DOORS = """
127.0.0.1:{ports[0]} inet n - n - - smtpd
127.0.0.1:{ports[1]} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
127.0.0.1:{ports[2]} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sender_restrictions=$knock
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
""".replace("$knock", "permit_sasl_authenticated,reject")
_SASL = """
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/accounts
mech_list: PLAIN LOGIN
"""


def missing() -> str:
    """Why it cannot run here; "" where it can."""
    if not shutil.which("postfix") or not shutil.which("saslpasswd2"):
        return "Postfix and sasl2-bin are not installed: mails were sent to the local cloud only"
    if os.geteuid():
        return "Postfix needs root: mails were sent to the local cloud only"
    return ""


class Running:
    def __init__(self, folder: Path, ports: list[int], ca: bytes) -> None:
        self.folder, self.ports, self.ca = folder, ports, ca

    def mails(self) -> dict[str, bytes]:
        """What it has kept, by file; its own headers stand before those of the mail, and lines end in LF."""
        return {path.name: path.read_bytes() for path in (self.folder / "box" / "new").glob("*")}


@contextmanager
def running() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ports, ca = prepare(folder)
        postfix = ["postfix", "-c", str(folder / "etc")]
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        try:
            for port in ports:
                wait_for(port)
            yield Running(folder, ports, ca)
        finally:
            subprocess.run([*postfix, "stop"], check=True, capture_output=True)


def prepare(folder: Path) -> tuple[list[int], bytes]:
    """Configuration, certificate, account; its ports and the authority of the certificate."""
    user = 65534
    folder.chmod(0o755)
    for name in ("etc/sasl", "spool", "data", "box"):
        (folder / name).mkdir(parents=True)
    os.chown(folder / "box", user, user)
    shutil.chown(folder / "data", "postfix")
    authority = trustme.CA()
    leaf = authority.issue_cert(f"smtp.{DOMAIN}", key_type=trustme.KeyType.RSA)
    leaf.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    ports = free_ports(3)
    for name, text in (("main.cf", _MAIN), ("master.cf", _DOORS), ("sasl/smtpd.conf", _SASL)):
        (folder / "etc" / name).write_text(text.format(folder=folder, domain=DOMAIN, user=user, ports=ports), "ascii")
    account = ["saslpasswd2", "-p", "-c", "-f", str(folder / "accounts"), "-u", f"smtp.{DOMAIN}", MAIL_USER]
    subprocess.run(account, input=MAIL_PASSWORD, text=True, check=True)
    shutil.chown(folder / "accounts", "postfix")
    return ports, authority.cert_pem.bytes()


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(int(PATIENCE / 0.02)):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        pause()
    raise AssertionError(f"nobody answers at port {port}")


def pause() -> None:
    threading.Event().wait(0.02)
