"""Mail from a Quectel module: any provider, any language, with attachments."""

from __future__ import annotations

from dataclasses import replace

from atbench.texts import N_
from atbench.wizards import tls
from atbench.wizards.network import NETWORK_FIELDS, SHORT
from atbench.wizards.smtp_steps import attach, body, clean, recipients, send, server, subject, tidy
from atbench.wizards.wizard import Field, Step, Wizard

SECURITY = (("1", N_("SSL from the start")), ("2", N_("STARTTLS")), ("0", N_("none")))
PROVIDERS = (
    ("", N_("another one")),
    ("qq", "QQ"),
    ("163", "163"),
    ("126", "126"),
    ("gmail", "Gmail"),
    ("outlook", "Outlook"),
)
CHARSETS = (("auto", N_("as the text needs")), ("1", "UTF-8"), ("2", "GB2312"), ("3", "BIG5"), ("0", "ASCII"))

FIELDS = (
    *NETWORK_FIELDS,
    Field("provider", N_("Provider"), "choice", choices=PROVIDERS, needed=False),
    Field("server", N_("Mail server"), row="+QSMTPCFG.srvaddr", when="!provider"),
    Field("security", N_("Security"), "choice", default="1", choices=SECURITY),
    Field(
        "port",
        N_("Port number"),
        "int",
        row="+QSMTPCFG.srvport",
        needed=False,
        hint=N_("empty: 465 for SSL, 587 for STARTTLS, 25"),
    ),
    Field("user", N_("User"), row="+QSMTPCFG.username"),
    Field(
        "password",
        N_("Password"),
        row="+QSMTPCFG.password",
        secret=True,
        hint=N_("many providers want an authorisation code here, not the password of the mailbox"),
    ),
    Field("sender_name", N_("Name of the sender"), row="+QSMTPCFG.sender_name", default="atbench"),
    Field("sender", N_("Address of the sender"), row="+QSMTPCFG.sender_email"),
    Field("to", N_("To, an address a line"), "list", row="+QSMTPDST.emailaddr"),
    Field("cc", N_("Cc"), "list", row="+QSMTPDST.emailaddr", needed=False),
    Field("bcc", N_("Bcc"), "list", row="+QSMTPDST.emailaddr", needed=False),
    Field("charset", N_("Character set"), "choice", default="auto", choices=CHARSETS),
    Field("subject", N_("Subject")),
    Field("body", N_("Text"), "long", max=10240),
    Field("attachments", N_("Attachments"), "files", needed=False),
    Field("timeout", N_("Longest time (s)"), "int", row="+QSMTPPUT.timeout", default="300"),
    *(replace(field, when=field.when.replace("tls", "!security=0")) for field in tls.TLS_FIELDS),
)

WIZARD = Wizard(
    "smtp",
    N_("Mail (SMTP)"),
    N_("Sends a mail with attachments through any provider."),
    FIELDS,
    (
        *SHORT,
        Step(
            "tidy",
            N_("Earlier mail"),
            N_("Takes away what an earlier mail left: recipients, subject, text."),
            ("AT+QSMTPCLR",),
            tidy,
            manual="+QSMTPCLR",
        ),
        Step(
            "tls",
            N_("TLS"),
            N_("Which version, and who is checked by certificates."),
            tls.COMMANDS,
            tls.settle,
            ("security", "seclevel", "sslversion", "ca", "client_cert", "client_key"),
            "+QSSLCFG",
            when="!security=0",
        ),
        Step(
            "server",
            N_("Server and account"),
            N_("Where the mail goes out, and as whom."),
            (
                'AT+QSMTPCFG="contextid",{context}',
                'AT+QSMTPCFG="ssltype",{security}',
                'AT+QSMTPCFG="smtpserver","{server}",{port}',
                'AT+QSMTPCFG="account","{user}","{password}"',
                'AT+QSMTPCFG="sender","{sender_name}","{sender}"',
            ),
            server,
            ("provider", "server", "security", "port", "user", "password", "sender_name", "sender"),
            "+QSMTPCFG",
        ),
        Step(
            "recipients",
            N_("Recipients"),
            N_("Up to 20 in all."),
            ('AT+QSMTPDST=1,1,"{to}"',),
            recipients,
            ("to", "cc", "bcc"),
            "+QSMTPDST",
        ),
        Step(
            "subject",
            N_("Subject"),
            N_("Other letters than ASCII go as pairs of hexadecimal digits."),
            ('AT+QSMTPSUB=…,"{subject}"',),
            subject,
            ("charset", "subject"),
            "+QSMTPSUB",
        ),
        Step(
            "body",
            N_("Text"),
            N_("The module takes it after CONNECT, by its length."),
            ("AT+QSMTPBODY=…",),
            body,
            ("charset", "body"),
            "+QSMTPBODY",
        ),
        Step(
            "attachments",
            N_("Attachments"),
            N_("Brings each file to the module first; they are deleted there at the end. Up to 10."),
            ('AT+QFUPL="…"', 'AT+QSMTPATT=1,1,"…"'),
            attach,
            ("attachments",),
            "+QSMTPATT",
            when="attachments",
        ),
        Step(
            "send",
            N_("Send"),
            N_("Hands the mail to the server. If it fails, everything stays: it may be sent again."),
            ("AT+QSMTPPUT={timeout}",),
            send,
            ("timeout",),
            "+QSMTPPUT",
        ),
        Step(
            "clean",
            N_("Clean up"),
            N_("Takes the mail and its files off the module."),
            ("AT+QSMTPCLR",),
            clean,
            manual="+QSMTPCLR",
        ),
    ),
    ("quectel",),
    "ec20",
)
