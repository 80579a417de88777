"""MQTT with the QMT commands of Quectel modules: Aliyun, OneNET, Huawei, or any broker."""

from __future__ import annotations

from atbench.texts import N_
from atbench.wizards.cloud import tls
from atbench.wizards.cloud.messages import CONNECTED
from atbench.wizards.jobs.qmt_steps import (
    OPEN,
    client_doubt,
    closed,
    connected,
    open_plan,
    opened,
    port_doubt,
    publish_plan,
    published,
    sign_in_plan,
    subscribe_plan,
    subscribed,
    usual_client,
    usual_host,
    usual_port,
    usual_region,
)
from atbench.wizards.network.steps import NETWORK_FIELDS, SHORT
from atbench.wizards.wizard import Field, Step, Wizard

CLOUDS = (
    ("any", N_("any broker")),
    ("aliyun", N_("Aliyun, the module signs")),
    ("aliyun_signed", N_("Aliyun, signed here")),
    ("onenet", "OneNET"),
    ("huawei", "Huawei IoT"),
)
QOS = (("0", N_("0, at most once")), ("1", N_("1, at least once")), ("2", N_("2, exactly once")))
KEPT = (("0", N_("no")), ("1", N_("yes, for those who subscribe later")))
HINT = N_("leave it to the module's own sign-in where a cloud is chosen")

FIELDS = (
    *NETWORK_FIELDS,
    Field("cloud", N_("Cloud"), "choice", default="any", choices=CLOUDS),
    Field("client", N_("MQTT client"), "int", row="+QMTOPEN.client_idx", default="0"),
    Field(
        "region",
        N_("Region"),
        needed=False,
        when="!cloud=any !cloud=onenet",
        hint=N_("as the cloud's console names it"),
        proposal=usual_region,
    ),
    Field("host", N_("Server"), row="+QMTOPEN.host_name", proposal=usual_host),
    Field("port", N_("Port number"), "int", row="+QMTOPEN.port", proposal=usual_port, doubt=port_doubt),
    Field("version", N_("MQTT version"), "choice", default="4", choices=(("4", "3.1.1"), ("3", "3.1"))),
    Field("keepalive", N_("Keep-alive (s)"), "int", row="+QMTCFG.keep_alive_time", default="120"),
    Field("clean", N_("Clean session"), "choice", default="1", choices=(("1", N_("yes")), ("0", N_("no")))),
    Field("tls", N_("TLS"), "flag", needed=False),
    *tls.TLS_FIELDS,
    Field("client_id", N_("Client identifier"), row="+QMTCONN.clientid", proposal=usual_client, doubt=client_doubt),
    Field("user", N_("User"), row="+QMTCONN.username", needed=False, when="cloud=any"),
    Field("password", N_("Password"), row="+QMTCONN.password", needed=False, secret=True, when="cloud=any", hint=HINT),
    Field("product", N_("Product (ProductKey)"), when="!cloud=any", hint=N_("at Huawei: the identifier of the device")),
    Field("device", N_("Device (DeviceName)"), when="!cloud=any !cloud=huawei"),
    Field("secret", N_("Secret of the device"), secret=True, when="!cloud=any"),
    Field("will_topic", N_("Topic of the last will"), row="+QMTCFG.will_topic", needed=False),
    Field("will", N_("Message of the last will"), row="+QMTCFG.will_msg", needed=False, when="will_topic"),
    Field("will_qos", N_("QoS of the last will"), "choice", default="0", choices=QOS, when="will_topic"),
    Field("will_retain", N_("Last will is kept"), "choice", default="0", choices=KEPT, when="will_topic"),
    Field("subscribe", N_("Topics to subscribe to"), "list", row="+QMTSUB.topic", needed=False),
    Field("qos", N_("Quality of service"), "choice", default="1", choices=QOS),
    Field("topic", N_("Topic to publish to"), row="+QMTPUBEX.topic", needed=False),
    Field("message", N_("Message"), "long", needed=False, when="topic"),
)

SETTINGS = (
    'AT+QMTCFG="version",{client},{version}',
    'AT+QMTCFG="pdpcid",{client},{context}',
    'AT+QMTCFG="keepalive",{client},{keepalive}',
    'AT+QMTCFG="session",{client},{clean}',
    'AT+QMTCFG="recv/mode",{client},0,1',
    ("tls", 'AT+QMTCFG="ssl",{client},1,{ssl_context}'),
    ("!tls", 'AT+QMTCFG="ssl",{client},0'),
    ("will_topic", 'AT+QMTCFG="will",{client},1,{will_qos},{will_retain},"{will_topic}","{will}"'),
    ("!will_topic", 'AT+QMTCFG="will",{client},0'),
    ("cloud=aliyun", 'AT+QMTCFG="aliauth",{client},"{product}","{device}","{secret}"'),
    ("cloud=onenet", 'AT+QMTCFG="onenet",{client},"{product}","{secret}"'),
    ("cloud=huawei", 'AT+QMTCFG="hwauth",{client},"{product}","{secret}"'),
)

WIZARD = Wizard(
    "qmt",
    N_("MQTT (Quectel QMT)"),
    N_("Connects to a broker or a cloud, subscribes, and publishes a message."),
    FIELDS,
    (
        *SHORT,
        Step(
            "free",
            N_("Client"),
            N_("Settings are taken only by a client that is closed: one that is open is closed first."),
            (OPEN, "AT+QMTCLOSE={client}"),
            closed,
            ("client",),
            "+QMTOPEN",
            plan=lambda values: [OPEN],
        ),
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
            "settings",
            N_("Settings"),
            N_("Version, keep-alive, session, last will, and the device data where the module signs in by itself."),
            SETTINGS,
            None,
            (
                *("cloud", "product", "device", "secret", "version", "keepalive", "clean"),
                *("will_topic", "will", "will_qos", "will_retain"),
            ),
            "+QMTCFG",
        ),
        Step(
            "open",
            N_("Open"),
            N_("Opens the network connection to the server; this can take up to 120 s."),
            ('AT+QMTOPEN={client},"{host}",{port}',),
            opened,
            ("region", "host", "port"),
            "+QMTOPEN",
            plan=open_plan,
            revisit=("tls",),
        ),
        Step(
            "connect",
            N_("Sign in"),
            N_("Signs in at once: a server closes a connection on which nobody signs in."),
            ("AT+QMTCONN",),
            connected,
            ("client_id", "user", "password"),
            "+QMTCONN",
            plan=sign_in_plan,
            revisit=("settings",),
        ),
        Step(
            "subscribe",
            N_("Subscribe"),
            N_("Asks for messages; the server may grant another quality of service than was asked."),
            ("AT+QMTSUB",),
            subscribed,
            ("subscribe", "qos"),
            "+QMTSUB",
            when="subscribe",
            plan=subscribe_plan,
        ),
        Step(
            "publish",
            N_("Publish"),
            N_("Sends the message with its length, so that any bytes may stand in it."),
            ("AT+QMTPUBEX",),
            published,
            ("topic", "message", "qos"),
            "+QMTPUBEX",
            when="topic",
            plan=publish_plan,
        ),
        Step(
            "end",
            N_("Disconnect"),
            N_("Signs off and frees the client."),
            ("AT+QMTDISC={client}",),
            manual="+QMTDISC",
            pause=CONNECTED,
        ),
    ),
    ("quectel",),
    console=True,
)
