"""Stub."""


def do_chores(sender, **kwargs):
    """Nothing yet."""
    return ""
