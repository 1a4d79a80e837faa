"""What people on the desk are told: `notify` writes it beside what happened; the rest follows from preferences."""


def notify(users, *, kind, key, title, text="", url="", unit=None):
    """Tells each of `users` once that something happened, inside the transaction in which it did.

    `kind` is a `NoticeKind`; `key` names the event (a second notice of the same key to the same person is none);
    `url` is a path on the desk. With `unit`, only who belongs to the unit goes on seeing it. Returns how many are new.
    """
    from cms.notices.writing import write

    return write(users, kind=kind, key=key, title=title, text=text, url=url, unit=unit)


def done(key):
    """What the notices of `key` asked for is done: nobody has to read them any more, nor is mailed about it."""
    from cms.notices.writing import settle

    settle(key)
