"""The frame of the demo content: accounts, dates relative to today, and acts in the order of their time.

Each app brings a `demo` package: `prepare(run)` makes reference data, `acts(run)` yields what editors did.
"""

import datetime
import json
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.html import escape

from cms import clock
from cms.units.models import Membership, Role, Unit

# Account, name, role and unit; the password of all is DEMO_PASSWORD.
ACCOUNTS = [
    ("admin", "系统管理员", None, None),
    ("editor", "信用办编辑", Role.EDITOR, "fgw"),
    ("legal", "法制与隐私审核", Role.LEGAL, "fgw"),
    ("supervisor", "督查考核", Role.SUPERVISOR, "dcs"),
    ("reporter-fgw", "区发展改革委信用专员", Role.REPORTER, "fgw"),
    ("leader-fgw", "区发展改革委审核", Role.LEADER, "fgw"),
    ("reporter-scjg", "江津区市场监管局信用专员", Role.REPORTER, "scjg"),
    ("leader-scjg", "江津区市场监管局审核", Role.LEADER, "scjg"),
    ("town-baisha", "白沙镇信用专员", Role.REPORTER, "baisha"),
]
TITLES = {Role.REPORTER: "信用专员", Role.LEADER: "审核"}
DATE_PLACE = re.compile(r"\{(d|y|m)(?:([+-])(\d+))?\}")


@dataclass(frozen=True)
class Act:
    """Something that happened on the desk at an instant: called with no argument when its turn comes."""

    at: datetime.datetime
    do: callable
    order: int = 0


class DemoRun:
    """What the apps' demo packages need: today, the accounts, JSON files and dates in prose."""

    def __init__(self):
        self.today = clock.today()
        self.now = clock.now()
        self.users = {}  # by account
        self.members = {}  # by role and unit, for instance (Role.REPORTER, "scjg")

    def make_accounts(self):
        """Makes the demo accounts; `join` makes them members once the units are there."""
        model = get_user_model()
        for name, full_name, role, _code in ACCOUNTS:
            user, _made = model.objects.get_or_create(
                username=name,
                defaults={"last_name": full_name, "email": f"{name}@example.invalid", "is_staff": True},
            )
            user.is_superuser = role is None
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
            self.users[name] = user

    def join(self):
        """Gives the accounts their roles in the units that are there."""
        for name, _full_name, role, code in ACCOUNTS:
            unit = Unit.objects.filter(code=code).first()
            if unit is not None:
                self._join(self.users[name], role, unit)

    def make_members(self, unit):
        """A reporter and a leader of `unit` where no account is them; nobody can sign in as these."""
        for role, title in TITLES.items():
            if (role, unit.code) not in self.members:
                user = get_user_model()(
                    username=f"{role}-{unit.code}", last_name=f"{unit.short_name}{title}", is_staff=True
                )
                user.set_unusable_password()
                user.save()
                self._join(user, role, unit)

    def _join(self, user, role, unit):
        Membership.objects.get_or_create(user=user, role=role, unit=unit)
        self.members[role, unit.code] = user

    def day(self, days_ago):
        """The date `days_ago` days before today."""
        return self.today - datetime.timedelta(days=days_ago)

    def instant(self, day, hour=9, minute=30):
        """An office hour on `day`, never later than now."""
        at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))
        return min(at, self.now)

    @staticmethod
    def read(package_file, name):
        """The JSON file `name` beside the module `package_file`."""
        return json.loads((Path(package_file).parent / name).read_text(encoding="utf-8"))

    @staticmethod
    def dated(text, day):
        """`text` with {d}, {d-40}, {y} and {m} filled in from the date `day`, as Chinese papers write dates."""

        def fill(match):
            what, sign, days = match.groups()
            moved = day + datetime.timedelta(days=int(f"{sign or '+'}{days or 0}"))
            if what == "y":
                return str(moved.year)
            if what == "m":
                return str(moved.month)
            return f"{moved.year}年{moved.month}月{moved.day}日"

        return DATE_PLACE.sub(fill, text)


def packages():
    """The demo packages of the installed apps, in their order."""
    found = []
    for config in apps.get_app_configs():
        name = f"{config.name}.demo"
        path = Path(config.path) / "demo" / "__init__.py"
        if path.exists():
            found.append(import_module(name))
    return found


def paragraphs(text):
    """Plain text with blank lines between paragraphs, as rich text."""
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


def running(text, table=None):
    """Raw stream data of running text: one paragraph block, and a table where there is one."""
    blocks = [{"type": "text", "value": paragraphs(text)}]
    if table:
        value = {
            "columns": [{"type": "text", "heading": heading} for heading in table["header"]],
            "rows": [{"values": row} for row in table["rows"]],
            "caption": table.get("caption", ""),
        }
        blocks.append({"type": "table", "value": value})
    return blocks
