"""What most wizards begin with: is the module there, has it a card, a network, an access point, an address."""
