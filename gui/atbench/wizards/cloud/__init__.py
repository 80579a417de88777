"""What clouds need: messages, templates, sign-in, certificates, TLS."""
