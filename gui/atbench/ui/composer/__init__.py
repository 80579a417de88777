"""The composer: what may follow while a command is typed, in one fixed place over the explanation."""
