"""Ways to reach a module. All look alike (`port.Port`); which one it is says the URL: COM7, /dev/ttyUSB2, loop://, virtual://ec600s."""
