"""A trigger by which no two rules of a day date the same part in one year, whatever writes them."""

from cms.triggers import allow, look_after, refuse

TABLE = "campaigns_dayrule"
RULE = {
    "name": "day_rule_alone",
    "message": "two rules of a campaign day are valid in one year",
    "when": (
        "EXISTS (SELECT 1 FROM campaigns_dayrule o WHERE o.day_id = NEW.day_id AND o.part = NEW.part "
        "AND o.id <> COALESCE(NEW.id, 0) "
        "AND COALESCE(o.valid_from, 0) <= COALESCE(NEW.valid_to, 9999) "
        "AND COALESCE(NEW.valid_from, 0) <= COALESCE(o.valid_to, 9999))"
    ),
    "actions": ("INSERT", "UPDATE"),
}


def install(connection):
    """Sets the trigger."""
    refuse(connection, TABLE, **RULE)


def remove(connection):
    """Takes it off: for reversing the migration."""
    allow(connection, TABLE, name=RULE["name"], actions=RULE["actions"])


def look_after_all(app):
    """Sets it again after each `migrate`; called once when the app is ready."""
    look_after(app, TABLE, **RULE)
