"""The terminal: every line of the log with its time, its kind and what it means, painted as it is looked at."""
