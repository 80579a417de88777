"""The commands of the virtual modules, one table a topic. A new command is a row in one of them."""

from __future__ import annotations

from atbench.virtual.commands import (
    basic,
    cloud,
    context,
    file_handles,
    files,
    ftp,
    ftp_config,
    ftp_get,
    ftp_put,
    general,
    http,
    http_answer,
    http_config,
    mqtt,
    mqtt_config,
    mqtt_messages,
    name_service,
    network,
    remembered,
    sim,
    smtp,
    smtp_config,
    smtp_letter,
    socket_config,
    socket_data,
    sockets,
    ssl,
    tencent,
    tencent_certificates,
    tencent_connection,
    tencent_messages,
    tencent_network,
    tencent_ota,
    wifi,
    zte,
)
from atbench.virtual.state import Profile
from atbench.virtual.unit import Command

_3GPP = basic.COMMANDS | general.COMMANDS | remembered.COMMANDS | sim.COMMANDS | network.COMMANDS | context.COMMANDS

FAMILIES: dict[str, dict[str, Command]] = {
    "3gpp": {name: command for name, command in _3GPP.items() if not name.startswith("+Q")},
    "general": basic.COMMANDS | general.COMMANDS | remembered.COMMANDS,
    "sim": sim.COMMANDS,
    "network": network.COMMANDS,
    "context": context.COMMANDS,
    "file": files.COMMANDS | file_handles.COMMANDS,
    "ssl": ssl.COMMANDS,
    "mqtt text": mqtt_messages.TEXT,
    "mqtt": mqtt_config.COMMANDS | mqtt.COMMANDS | mqtt_messages.COMMANDS,
    "ftp": ftp_config.COMMANDS | ftp.COMMANDS | ftp_get.COMMANDS | ftp_put.COMMANDS,
    "http": http_config.COMMANDS | http.COMMANDS | http_answer.COMMANDS,
    "tcpip": socket_config.COMMANDS | socket_data.COMMANDS | sockets.COMMANDS | name_service.COMMANDS,
    "tencent": tencent.COMMANDS | tencent_connection.COMMANDS | tencent_messages.COMMANDS | tencent_ota.COMMANDS,
    "tencent network": tencent_network.COMMANDS,
    "tencent certificates": tencent_certificates.COMMANDS,
    "tencent module": tencent.MODULE,
    "wifi": wifi.COMMANDS,
    "zte": zte.COMMANDS,
    "cloud": cloud.COMMANDS,
    "smtp": smtp_config.COMMANDS | smtp_letter.COMMANDS | smtp.COMMANDS,
}


def commands_of(profile: Profile) -> dict[str, Command]:
    """All that a module of this kind understands, by name."""
    return {
        name: command
        for family in profile.families
        if family != "cloud" or cloud.known(profile.revision)
        for name, command in FAMILIES[family].items()
        if name not in profile.lacks
    }
