"""The dock of the far end of a virtual module."""
