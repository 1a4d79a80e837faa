"""The exact look-up for programs, and for the window on other sites."""

from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, create_model

from cms import clock
from cms.api.answers import answer, described
from cms.api.parameters import Parameters, Text, read
from cms.ops.models import SiteMarks
from cms.register.dictionary import address
from search.lookup import LIMITS, NATIONAL, VERDICTS, look_up

router = Router(tags=[_("Look-up")])


class Match(Schema):
    """A public entry about the firm."""

    name: str = Field(examples=["某建材有限公司"])
    code: str = Field(examples=["91500116MA0000008T"])
    is_confirmed: bool = Field(description=_("whether the credit code is the same; a name alone confirms nothing"))
    kind: str = Field(examples=["punishment"])
    title: str
    url: str
    state: str = Field(examples=["published"])
    decided_on: str = Field(examples=["2026-03-02"])
    last_public_day: str = Field(examples=["2027-03-02"])


class LookedUp(Schema):
    """Whether a firm is on the board or among the honoured."""

    question: str
    verdict: str = Field(description=" | ".join(VERDICTS), examples=["neither"])
    sentence: str = Field(description=_("the verdict in words"))
    remark: str = Field(description=_("what seems wrong with a code; empty: nothing"))
    as_of: str = Field(examples=["2026-11-27T10:00:00+08:00"])
    meaning: str = Field(description=_("what the answer does not mean"))
    matches: list[Match]
    url: str = Field(description=_("the same as a page"))
    national_url: str = Field(description=_("the national site, which has the full record"))
    site: str = Field(description=_("the name of this site"))


LookupAsked = create_model(
    "LookupAsked",
    __base__=Parameters,
    q=(
        Annotated[str, Text],
        Field(
            description=_("exact name or unified social credit code of 18 characters"), examples=["91500116MA0000008T"]
        ),
    ),
)


@router.get(
    "/lookup",
    response=LookedUp,
    summary=_("Look up a firm"),
    description=_("On the board, honoured, both or neither. An answer holds for the moment of asking: keep none."),
    openapi_extra=described(LookupAsked),
)
def lookup(request):
    """The exact look-up."""
    question = read(LookupAsked, request).q
    found = look_up(question)
    subjects = [(subject, True) for subject in found.confirmed] + [(subject, False) for subject in found.unconfirmed]
    return answer(
        {
            "question": question,
            "verdict": found.verdict,
            "sentence": found.sentence,
            "remark": found.remark,
            "as_of": timezone.localtime(clock.now()).replace(second=0, microsecond=0).isoformat(),
            "meaning": str(LIMITS),
            "matches": [_match(*pair) for pair in subjects],
            "url": address("/lookup/"),
            "national_url": NATIONAL,
            "site": SiteMarks.cached().name,
        }
    )


def _match(subject, is_confirmed):
    entry = subject.entry
    days = [day for day in (entry.last_public_day, subject.until) if day]
    return {
        "name": subject.name,
        "code": subject.code,
        "is_confirmed": is_confirmed,
        "kind": entry.kind,
        "title": entry.title,
        "url": address(entry.path),
        "state": entry.state,
        "decided_on": entry.decided_on.isoformat(),
        "last_public_day": min(days).isoformat() if days else "",
    }
