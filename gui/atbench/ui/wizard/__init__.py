"""The wizard page: a dock beside the terminal with the steps, the one at hand, and the buttons that do them."""
