"""Mail from a Quectel module: any provider, any language, with attachments."""

from __future__ import annotations

from dataclasses import replace

from atbench.texts import N_
from atbench.wizards.cloud import tls
from atbench.wizards.jobs.smtp_steps import (
    address_limit,
    attach,
    attach_plan,
    attachments_limit,
    body,
    body_plan,
    clean,
    clean_plan,
    letters_doubt,
    port_doubt,
    recipients,
    recipients_limit,
    recipients_plan,
    send,
    server,
    server_plan,
    subject,
    subject_limit,
    subject_plan,
    tidy,
    usual_port,
)
from atbench.wizards.network.steps import NETWORK_FIELDS, SHORT
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
        proposal=usual_port,
        doubt=port_doubt,
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
    Field("sender", N_("Address of the sender"), row="+QSMTPCFG.sender_email", limit=address_limit("sender")),
    Field("to", N_("To"), "list", row="+QSMTPDST.emailaddr", limit=recipients_limit),
    Field("cc", N_("Cc"), "list", row="+QSMTPDST.emailaddr", needed=False, limit=address_limit("cc")),
    Field("bcc", N_("Bcc"), "list", row="+QSMTPDST.emailaddr", needed=False, limit=address_limit("bcc")),
    Field("charset", N_("Character set"), "choice", default="auto", choices=CHARSETS),
    Field("subject", N_("Subject"), limit=subject_limit, doubt=letters_doubt("subject")),
    Field("body", N_("Text"), "long", max=10240, doubt=letters_doubt("body")),
    Field("attachments", N_("Attachments"), "files", needed=False, limit=attachments_limit),
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
            plan=tls.plan,
        ),
        Step(
            "server",
            N_("Server and account"),
            N_("Where the mail goes out, and as whom."),
            ("AT+QSMTPCFG",),
            server,
            ("provider", "server", "security", "port", "user", "password", "sender_name", "sender"),
            "+QSMTPCFG",
            plan=server_plan,
        ),
        Step(
            "recipients",
            N_("Recipients"),
            N_("Up to 20 in all."),
            ("AT+QSMTPDST",),
            recipients,
            ("to", "cc", "bcc"),
            "+QSMTPDST",
            plan=recipients_plan,
        ),
        Step(
            "subject",
            N_("Subject"),
            N_("Other letters than ASCII go as pairs of hexadecimal digits."),
            ("AT+QSMTPSUB",),
            subject,
            ("charset", "subject"),
            "+QSMTPSUB",
            plan=subject_plan,
        ),
        Step(
            "body",
            N_("Text"),
            N_("The module takes it after CONNECT, by its length."),
            ("AT+QSMTPBODY",),
            body,
            ("charset", "body"),
            "+QSMTPBODY",
            plan=body_plan,
        ),
        Step(
            "attachments",
            N_("Attachments"),
            N_("Brings each file to the module first; they are deleted there at the end. Up to 10."),
            ("AT+QFUPL", "AT+QSMTPATT"),
            attach,
            ("attachments",),
            "+QSMTPATT",
            when="attachments",
            plan=attach_plan,
        ),
        Step(
            "send",
            N_("Send"),
            N_("Hands the mail to the server. If it fails, everything stays: it may be sent again."),
            ("AT+QSMTPPUT={timeout}",),
            send,
            ("timeout",),
            "+QSMTPPUT",
            revisit=("server", "recipients", "tls"),
        ),
        Step(
            "clean",
            N_("Clean up"),
            N_("Takes the mail and its files off the module."),
            ("AT+QSMTPCLR",),
            clean,
            manual="+QSMTPCLR",
            plan=clean_plan,
        ),
    ),
    ("quectel",),
    "ec20",
)
