"""A TCP or UDP connection in each of the three access modes: open, send, receive, close.

Source: Quectel EC200x&EG912Y&EC600S TCP/IP note V1.2, 1.2 and 2.2.4 to 2.2.8.
"""

from __future__ import annotations

from atbench.texts import N_
from atbench.wizards.jobs.tcp_steps import OPEN, closed, exchange_plan, exchanged, free_plan, freed, opened
from atbench.wizards.network.steps import NETWORK_FIELDS, SHORT
from atbench.wizards.wizard import Field, Step, Wizard

MODES = (
    ("0", N_("kept until it is read (buffer)")),
    ("1", N_("told at once (direct push)")),
    ("2", N_("data mode (transparent)")),
)

FIELDS = (
    *NETWORK_FIELDS,
    Field("service", N_("Protocol"), "choice", default="TCP", choices=(("TCP", "TCP"), ("UDP", "UDP"))),
    Field("socket", N_("Socket"), "int", row="+QIOPEN.connectID", default="0"),
    Field("host", N_("Server"), row="+QIOPEN.host"),
    Field("port", N_("Port number"), "int", row="+QIOPEN.remote_port"),
    Field("mode", N_("How data comes"), "choice", default="0", choices=MODES),
    Field("message", N_("Text to send"), "long", needed=False),
    Field("file", N_("File to send, behind the text"), "file", needed=False),
    Field("wait", N_("Silence that ends receiving (s)"), "int", range=(1, 600), default="5"),
    Field("save", N_("File for what is received"), needed=False),
)

WIZARD = Wizard(
    "tcp",
    N_("TCP and UDP"),
    N_("Opens a connection, sends, receives, and closes it."),
    FIELDS,
    (
        *SHORT,
        Step(
            "free",
            N_("Socket"),
            N_("The number of the socket must be free: one that is open is closed first."),
            ("AT+QISTATE=1,{socket}", "AT+QICLOSE={socket}"),
            freed,
            ("socket",),
            "+QISTATE",
            plan=free_plan,
        ),
        Step(
            "open",
            N_("Open"),
            N_("Looks the server up and connects; this can take up to 150 s."),
            (OPEN,),
            opened,
            ("service", "host", "port", "mode"),
            "+QIOPEN",
        ),
        Step(
            "exchange",
            N_("Send and receive"),
            N_("Sends in pieces of 1460 bytes at most, then waits until nothing more comes."),
            (
                ("!mode=2", "AT+QISEND"),
                ("mode=0", "AT+QIRD"),
            ),
            exchanged,
            ("message", "file", "wait", "save"),
            "+QISEND",
            plan=exchange_plan,
            revisit=("open",),
        ),
        Step(
            "close",
            N_("Close"),
            N_("Leaves data mode where it is on, and frees the socket."),
            ("AT+QICLOSE={socket}",),
            closed,
            manual="+QICLOSE",
        ),
    ),
    ("quectel",),
)
