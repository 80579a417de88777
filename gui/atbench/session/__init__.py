"""One conversation with one module: ask, expect, listen, data mode; the status as a fold of what was heard."""
