"""The dock of the message console."""
