"""The manual beside the terminal: searched, read, tried."""
