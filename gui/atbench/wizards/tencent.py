"""MQTT and firmware updates for Tencent Cloud, with modules that have its AT commands (V3.0.3)."""

from __future__ import annotations

from atbench.texts import N_
from atbench.wizards.network import ALIVE
from atbench.wizards.tencent_steps import (
    certificates,
    connect,
    device,
    disconnect,
    firmware,
    join,
    publish,
    subscribe,
    version,
)
from atbench.wizards.wizard import Field, Step, Wizard

MODES = (("0", N_("directly")), ("1", N_("with a key (PSK)")), ("2", N_("with a certificate")))
NETWORKS = (("0", N_("mobile network")), ("1", N_("Wi-Fi")))

WIZARD = Wizard(
    "tencent",
    N_("Tencent Cloud"),
    N_("Joins the network, stores the device, connects, publishes; takes a firmware that the cloud offers."),
    (
        Field("network", N_("Network"), "choice", default="0", choices=NETWORKS),
        Field("apn", N_("Access point (APN)"), default="CMNET", when="network=0"),
        Field("ssid", N_("Name of the Wi-Fi"), max=48, when="network=1"),
        Field("wifi_password", N_("Password of the Wi-Fi"), max=48, secret=True, needed=False, when="network=1"),
        Field("mode", N_("Connection"), "choice", default="0", choices=MODES),
        Field("product", N_("Product (ProductID)"), max=10),
        Field("device", N_("Device (DeviceName)"), max=48),
        Field("secret", N_("Secret of the device"), secret=True, when="!mode=2"),
        Field("certificate", N_("Certificate of the device (.crt)"), "file", when="mode=2"),
        Field("key", N_("Private key of the device (.key)"), "file", secret=True, when="mode=2"),
        Field("keepalive", N_("Keep-alive (s)"), "int", default="240", range=(60, 690)),
        Field("clean", N_("Clean session"), "choice", default="1", choices=(("1", N_("yes")), ("0", N_("no")))),
        Field(
            "reconnect", N_("Reconnect by itself"), "choice", default="1", choices=(("1", N_("yes")), ("0", N_("no")))
        ),
        Field("subscribe", N_("Topics to subscribe to"), "list", max=128, needed=False),
        Field("qos", N_("Quality of service"), "choice", default="1", choices=(("0", "0"), ("1", "1"))),
        Field("topic", N_("Topic to publish to"), max=128, needed=False),
        Field("message", N_("Message"), "long", max=10240, needed=False, when="topic"),
        Field("version", N_("Present firmware version, to be reported"), max=32, needed=False),
        Field("save", N_("File for the new firmware"), needed=False, when="version"),
        Field("wait", N_("Wait for an offer (s)"), "int", default="60", range=(1, 3600), when="version"),
    ),
    (
        ALIVE,
        Step(
            "network",
            N_("Network"),
            N_("Joins the mobile network or the Wi-Fi."),
            (("network=0", 'AT+TCREGNET=0,"{apn}"'), ("network=1", 'AT+TCREGNET=1,"{ssid}","{wifi_password}"')),
            join,
            ("network", "apn", "ssid", "wifi_password"),
            "+TCREGNET",
        ),
        Step(
            "certificates",
            N_("Certificates"),
            N_("Looks at both files, then stores them on the module under one name."),
            ('AT+TCCERTADD="…",…',),
            certificates,
            ("certificate", "key"),
            "+TCCERTADD",
            N_("Certificates of the same name are replaced."),
            when="mode=2",
        ),
        Step(
            "device",
            N_("Device data"),
            N_("Stores which device this is; the module keeps it over restarts."),
            ('AT+TCDEVINFOSET={mode},"{product}","{device}","{secret}"',),
            device,
            ("mode", "product", "device", "secret"),
            "+TCDEVINFOSET",
            N_("The device data that the module holds are replaced for good."),
        ),
        Step(
            "connect",
            N_("Connect"),
            N_("Signs in at the cloud."),
            ("AT+TCMQTTCONN={mode},5000,{keepalive},{clean},{reconnect}",),
            connect,
            ("keepalive", "clean", "reconnect"),
            "+TCMQTTCONN",
        ),
        Step(
            "subscribe",
            N_("Subscribe"),
            N_("Asks for messages, a command for each topic."),
            ('AT+TCMQTTSUB="{subscribe}",{qos}',),
            subscribe,
            ("subscribe", "qos"),
            "+TCMQTTSUB",
            when="subscribe",
        ),
        Step(
            "publish",
            N_("Publish"),
            N_("Sends the message with its length, so that any bytes may stand in it."),
            ('AT+TCMQTTPUBL="{topic}",{qos},…',),
            publish,
            ("topic", "message", "qos"),
            "+TCMQTTPUBL",
            when="topic",
        ),
        Step(
            "version",
            N_("Report the version"),
            N_("Tells the cloud which firmware runs, so that it can offer a newer one."),
            ('AT+TCOTASET=1,"{version}"',),
            version,
            ("version", "wait"),
            "+TCOTASET",
            when="version",
        ),
        Step(
            "firmware",
            N_("Read the firmware"),
            N_("Reads it in pieces and compares size and MD5."),
            ("AT+TCFWINFO?", "AT+TCREADFWDATA=…"),
            firmware,
            ("save",),
            "+TCREADFWDATA",
            when="version save",
            optional=True,
        ),
        Step("end", N_("Disconnect"), N_("Signs off."), ("AT+TCMQTTDISCONN",), disconnect, manual="+TCMQTTDISCONN"),
    ),
    ("tencent",),
    "tencent",
)
