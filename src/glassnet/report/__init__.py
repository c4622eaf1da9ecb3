"""The report of a training as one HTML page, and small drawings for the terminal.

It takes plain numbers, arrays and texts (`ReportData`) and knows nothing of networks.
"""
