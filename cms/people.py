"""What people are called."""


def name_of(user):
    """The full name of `user` at this time, or the name they sign in with; "" for nobody (a command, a shell)."""
    return (user.get_full_name() or user.get_username()) if user else ""
