"""What a virtual module does for real: sockets, protocols, names."""
