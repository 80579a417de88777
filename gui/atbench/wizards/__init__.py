"""Wizards: jobs walked through step by step. They know no widget; the window, the command line and tests run the same.

`wizard` says what a wizard is, `talk` what a step may do, `run` carries it out. One file a wizard; `all_` names them.
"""
