"""What hangs below an edition's page: its quiz, and the sign-up for its events."""

import re

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import events
from campaigns.blocks import quiz_of
from campaigns.models.events import MOST_PEOPLE
from cms.ops.attempts import too_many
from cms.register.models import Entry
from cms.register.views import while_visible

CODE = re.compile(rf"[0-9A-Z]{{{events.CODE_LENGTH}}}", re.ASCII)


def below_an_edition(view):
    """Calls `view(request, entry)` for a visible edition: 410 once it has ended, 404 for anything else."""

    def answer(request, slug):
        entries = Entry.objects.filter(path=f"/campaigns/{slug}/").select_related("content")
        entry = get_object_or_404(entries)
        return while_visible(request, entry, lambda: view(request, entry))

    answer.__name__ = view.__name__
    return answer


@below_an_edition
def quiz(request, entry):
    """The quiz with the answers of the address judged. Nothing is stored, and no cookie is set."""
    found = quiz_of(entry.content.data["body"])
    if found is None:
        raise Http404
    questions = []
    for number, question in enumerate(found["questions"], 1):
        given = request.GET.get(f"q{number}", "")
        chosen = int(given) if given.isascii() and given.isdigit() and len(given) == 1 else 0
        chosen = chosen if 1 <= chosen <= len(question["options"]) else 0
        questions.append(question | {"number": number, "chosen": chosen, "is_right": chosen == question["right"]})
    answered = [question for question in questions if question["chosen"]]
    context = {
        "entry": entry,
        "title": found["title"],
        "questions": questions,
        "judged": len(answered) == len(questions),
        "missing": [question["number"] for question in questions if not question["chosen"]] if request.GET else [],
        "right": sum(question["is_right"] for question in questions),
    }
    return render(request, "campaigns/quiz.html", context)


class SignUpForm(forms.Form):
    """How many come, and to what; `code` is the receipt, made with the form so that sending it twice is once."""

    event = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.RegexField(CODE, widget=forms.HiddenInput)
    people = forms.TypedChoiceField(
        label=gettext_lazy("How many people"),
        choices=[(number, str(number)) for number in range(1, MOST_PEOPLE + 1)],
        coerce=int,
    )


class CancelForm(forms.Form):
    """The receipt code."""

    code = forms.RegexField(
        CODE,
        label=gettext_lazy("Receipt code"),
        strip=True,
        max_length=events.CODE_LENGTH,
        error_messages={"invalid": gettext_lazy("A receipt code has ten letters and digits.")},
    )

    def __init__(self, data=None, **kwargs):
        if data is not None:
            data = {"code": data.get("code", "").replace(" ", "").upper()}
        super().__init__(data, **kwargs)


@below_an_edition
def sign_up(request, entry):
    """The events of an edition: sign up by number, cancel by receipt code. No name is asked for or stored."""
    offered = events.events(entry)
    if not offered:
        raise Http404
    context, status = {"entry": entry, "cancel": CancelForm(prefix="")}, 200
    if request.method == "POST":
        if too_many(request, "campaigns.sign_up", settings.SIGN_UPS_PER_HOUR):
            context["refused"] = _("Too many requests from your network in this hour. Try again later, or telephone.")
            status = 429
        elif request.POST.get("action") == "cancel":
            status = _cancel(request, entry, context)
        else:
            status = _sign_up(request, offered, context)
        offered = events.events(entry)
    context["rows"] = [
        {
            "event": event,
            "form": SignUpForm(initial={"event": event.key, "code": events.new_code()}, auto_id=f"id_{n}_%s"),
        }
        for n, event in enumerate(offered)
    ]
    response = render(request, "campaigns/sign_up.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it shows a receipt, or a form that only holds for its reader
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _sign_up(request, offered, context):
    form = SignUpForm(request.POST)
    event = next((event for event in offered if event.key == request.POST.get("event")), None)
    if not form.is_valid() or event is None:
        context["refused"] = _("The form was incomplete. Choose how many people come.")
        return 400
    try:
        row = events.sign_up(event, form.cleaned_data["people"], form.cleaned_data["code"])
    except events.Refused as refused:
        context["refused"] = " ".join(refused.messages)
        return 409
    context["receipt"] = {"code": form.cleaned_data["code"], "event": event, "people": row.people}
    return 200


def _cancel(request, entry, context):
    form = context["cancel"] = CancelForm(request.POST)
    if not form.is_valid():
        return 400
    people = events.cancel(entry, form.cleaned_data["code"])
    if not people:
        form.add_error("code", _("Nobody is signed up under this code, or it was cancelled already."))
        return 404
    context["cancelled"] = people
    return 200
