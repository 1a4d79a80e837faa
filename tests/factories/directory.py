"""Rows of the tables of the plan, for tests."""

from cms import clock
from home.directory.models import (
    CatalogueItem,
    CatalogueVersion,
    Contact,
    Counter,
    CreditPlace,
    JointMeasure,
    PlanOffer,
    PlanPlace,
    PlatformSystem,
    TrainingEvent,
)


def measure(unit, code="m1", **fields):
    """A joint measure, checked and saved."""
    values = {
        "kind": "restriction",
        "name": f"限制措施{code}",
        "object": "失信被执行人",
        "basis": "《民事诉讼法》第二百六十六条",
        "unit": unit,
    }
    row = JointMeasure(code=code, **values | fields)
    row.full_clean()
    row.save()
    return row


def fill(unit, town, rows=1):
    """So many rows of each table."""
    today = clock.today()
    version = CatalogueVersion.objects.create(code="2026", name="2026版", in_force_on=today)
    item = {"unit": unit, "subjects": "firms", "basis": "法律", "publicity": "open", "cycle": "每月"}
    target = {"value": 3, "base": 10, "target": 30, "unit": unit, "as_of": today, "source": "台账"}
    for n in range(rows):
        measure(unit, f"m{n}")
        PlatformSystem.objects.create(name=f"系统{n}", purpose="公示", unit=unit, state="running", as_of=today)
        Contact.objects.create(unit=unit, office=f"信用科{n}", telephone="023-00000000")
        TrainingEvent.objects.create(title="培训", held_on=today, place="区里", unit=unit, invited=9, attended=8)
        Counter.objects.create(item=5, year=today.year, name=f"比率{n}", **target)
        CreditPlace.objects.create(level="village", name=f"宝珠村{n}", town=town, year=2026, issuer="区信用办")
        CatalogueItem.objects.create(version=version, code=f"A{n}", name="处罚", **item)
        offer = PlanOffer(number=n + 1, title="平台", offer="系统目录", kind="data")
        offer.places = [PlanPlace(label="系统目录", address="/systems/")]
        offer.save()
