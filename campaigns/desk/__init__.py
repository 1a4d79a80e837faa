"""The campaigns' room on the desk: editions with tasks, reports of activities."""
