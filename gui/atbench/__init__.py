"""atbench: a workbench for AT-command modules."""

__version__ = "0.1.0"
