"""The commands of the virtual modules, one table a topic. A new command is a row in one of them."""

from __future__ import annotations

from atbench.virtual.commands import (
    basic,
    context,
    file_handles,
    files,
    general,
    mqtt,
    mqtt_config,
    mqtt_messages,
    network,
    remembered,
    sim,
    ssl,
)
from atbench.virtual.unit import Command

COMMANDS: dict[str, Command] = {
    **basic.COMMANDS,
    **general.COMMANDS,
    **remembered.COMMANDS,
    **sim.COMMANDS,
    **network.COMMANDS,
    **context.COMMANDS,
    **files.COMMANDS,
    **file_handles.COMMANDS,
    **ssl.COMMANDS,
    **mqtt_config.COMMANDS,
    **mqtt.COMMANDS,
    **mqtt_messages.COMMANDS,
}
