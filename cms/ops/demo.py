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
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from django.utils.html import escape

from cms import clock

# Account, name, group; the password of all is DEMO_PASSWORD.
ACCOUNTS = [
    ("admin", "系统管理员", None),
    ("editor", "信用办编辑", "编辑"),
    ("legal", "法制与隐私审核", "法制审核"),
    ("supervisor", "督查考核", "督查"),
    ("reporter-fgw", "区发展改革委信用专员", "专员-fgw"),
    ("leader-fgw", "区发展改革委审核", "审核-fgw"),
    ("reporter-scjg", "江津区市场监管局信用专员", "专员-scjg"),
    ("leader-scjg", "江津区市场监管局审核", "审核-scjg"),
    ("town-baisha", "白沙镇信用专员", "专员-baisha"),
]
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
        self.members = {}  # by group, for instance 专员-scjg

    def make_accounts(self):
        """Makes the demo accounts and their groups; permissions on pages are given by the home app."""
        model = get_user_model()
        access = Permission.objects.get(codename="access_admin")
        for name, full_name, group_name in ACCOUNTS:
            user, _made = model.objects.get_or_create(
                username=name,
                defaults={"last_name": full_name, "email": f"{name}@example.invalid", "is_staff": True},
            )
            user.is_superuser = group_name is None
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
            if group_name:
                self._join(user, group_name, access)
            self.users[name] = user

    def make_members(self, code, unit_name):
        """A reporter and a leader of the unit `code` where no account is them; nobody can sign in as these."""
        access = Permission.objects.get(codename="access_admin")
        for role, name, title in (("专员", "reporter", "信用专员"), ("审核", "leader", "审核")):
            group_name = f"{role}-{code}"
            if group_name not in self.members:
                user = get_user_model()(username=f"{name}-{code}", last_name=f"{unit_name}{title}", is_staff=True)
                user.set_unusable_password()
                user.save()
                self._join(user, group_name, access)

    def _join(self, user, group_name, access):
        group, _made = Group.objects.get_or_create(name=group_name)
        group.permissions.add(access)
        user.groups.add(group)
        self.members[group_name] = user

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
