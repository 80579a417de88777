"""Speed and size, measured on the real program from outside: `python -m tests.bench` (Linux, Xvfb).

Every gate is a ratio of two numbers of one run, because machines differ and other programs share them: a flood beside
`cat`, keys and pixels beside a program that only paints (`canvas.py`), the start beside a bare window (`bare.py`).
"""
