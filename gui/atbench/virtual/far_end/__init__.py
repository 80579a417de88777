"""The other side: the local cloud in which every host name can live, and what arrived there."""

from atbench.virtual.far_end.far_end import Arrived, FarEnd, Received, Visitor
from atbench.virtual.far_end.mails import Mail

__all__ = ["Arrived", "FarEnd", "Mail", "Received", "Visitor"]
