"""A web request: address, method, headers, body; the answer into a file.

Source: Quectel EC200x&EG912Y&EC600S HTTP(S) note V1.0, chapter 2.
"""

from __future__ import annotations

from atbench.texts import N_
from atbench.wizards.cloud import tls
from atbench.wizards.jobs.http_steps import (
    body_limit,
    freed,
    read,
    read_plan,
    request_plan,
    requested,
    url,
    url_limit,
    url_plan,
)
from atbench.wizards.network.steps import NETWORK_FIELDS, SHORT
from atbench.wizards.wizard import Field, Step, Wizard

KINDS = (
    ("0", "application/x-www-form-urlencoded"),
    ("1", "text/plain"),
    ("2", "application/octet-stream"),
    ("3", "multipart/form-data"),
)
WAYS = (
    ("file", N_("through a file of the module, with checksum")),
    ("port", N_("straight to the port")),
)

FIELDS = (
    *NETWORK_FIELDS,
    Field("url", N_("Address (URL)"), hint=N_("begins with http:// or https://"), max=2048, limit=url_limit),
    Field("tls", N_("TLS settings of my own"), "flag", needed=False),
    *tls.TLS_FIELDS,
    Field("method", N_("Method"), "choice", default="GET", choices=(("GET", "GET"), ("POST", "POST"))),
    Field("headers", N_("Headers of my own, a line each"), "long", needed=False),
    Field("kind", N_("Kind of data"), "choice", default="0", choices=KINDS, when="method=POST"),
    Field("body", N_("Text to send"), "long", needed=False, when="method=POST", limit=body_limit),
    Field("body_file", N_("File to send, behind the text"), "file", needed=False, when="method=POST"),
    Field("timeout", N_("Longest wait for the server (s)"), "int", row="+QHTTPGET.rsptime", default="60"),
    Field("head", N_("Headers of the answer, too"), "flag", needed=False),
    Field("way", N_("How the answer comes"), "choice", default="file", choices=WAYS),
    Field("save", N_("File for the answer"), needed=False),
)

WIZARD = Wizard(
    "http",
    N_("Web request, HTTP(S)"),
    N_("Sends a request to a web server and saves its answer."),
    FIELDS,
    (
        *SHORT,
        Step(
            "tls",
            N_("TLS"),
            N_("Brings certificates to the module and sets which are checked."),
            tls.COMMANDS,
            tls.settle,
            ("tls", *tls.TLS_NAMES),
            "+QSSLCFG",
            when="tls",
            plan=tls.plan,
        ),
        Step(
            "free",
            N_("Last request"),
            N_("Settings are taken only while no request is under way."),
            ("AT+QHTTPSTOP",),
            freed,
            manual="+QHTTPSTOP",
        ),
        Step(
            "settings",
            N_("Settings"),
            N_("Which context, who writes the header, and whether that of the answer is wanted."),
            (
                'AT+QHTTPCFG="contextid",{context}',
                ("tls", 'AT+QHTTPCFG="sslctxid",{ssl_context}'),
                ("headers", 'AT+QHTTPCFG="requestheader",1'),
                ("!headers", 'AT+QHTTPCFG="requestheader",0'),
                ("head", 'AT+QHTTPCFG="responseheader",1'),
                ("!head", 'AT+QHTTPCFG="responseheader",0'),
                ("method=POST", 'AT+QHTTPCFG="contenttype",{kind}'),
            ),
            None,
            ("headers", "head", "kind"),
            "+QHTTPCFG",
        ),
        Step(
            "url",
            N_("Address"),
            N_("The address goes over with its length."),
            ("AT+QHTTPURL",),
            url,
            ("url",),
            "+QHTTPURL",
            plan=url_plan,
        ),
        Step(
            "request",
            N_("Request"),
            N_("Connects, sends, and waits for the server's answer."),
            (("method=GET", "AT+QHTTPGET"), ("method=POST", "AT+QHTTPPOST")),
            requested,
            ("method", "body", "body_file", "timeout"),
            "+QHTTPGET",
            plan=request_plan,
            revisit=("url", "settings", "tls"),
        ),
        Step(
            "read",
            N_("Answer"),
            N_("Reads the answer, once, and saves it."),
            (("way=file", "AT+QHTTPREADFILE"), ("way=port", "AT+QHTTPREAD")),
            read,
            ("way", "save"),
            "+QHTTPREAD",
            plan=read_plan,
        ),
    ),
    ("quectel",),
)
