"""Files between this computer, the module and a server: list, change, carry, resume."""
