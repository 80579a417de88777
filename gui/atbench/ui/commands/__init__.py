"""The command list: QCOM's columns at QCOM's place, edited where it stands, watched while it runs."""
