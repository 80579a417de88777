"""A list of things that arrived, and what is in one of them: for the far end and the message console."""
