"""The steps of the wizard as pages of the desk: each shows its part of the draft and saves it."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django_htmx.jinja import htmx_script
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState

from cases.reporting.wizard import drafts, files, steps, texts
from cases.reporting.wizard.checking import by_step, missing
from cases.reporting.wizard.guidance import Guidance, guidance_for
from cases.reporting.wizard.rows import with_row_more, without_row
from cms import clock
from cms.desk.seeing import sees_page

WORDS = "reporting/wizard"


@dataclass(frozen=True)
class Line:
    """One step in the line of progress."""

    number: int
    name: str
    label: str
    url: str
    lacks: int
    is_current: bool
    is_done: bool


def progress(page, current, problems):
    """The `Line` of each step, with how much it lacks."""
    lacks = {lack.step: len(lack.problems) for lack in by_step(page, problems)}
    lines = [Line(1, "kind", _("Kind of case"), "", 0, False, True)]
    for number, step_ in enumerate(steps.STEPS, 2):
        url, lack = reverse("reporting_step", args=[page.pk, step_.name]), lacks.get(step_.name, 0)
        lines.append(Line(number, step_.name, step_.label, url, lack, step_.name == current, not lack))
    url = reverse("reporting_step", args=[page.pk, steps.CHECK])
    is_here = current == steps.CHECK
    return [*lines, Line(len(lines) + 1, steps.CHECK, _("Check and submit"), url, 0, is_here, False)]


def returned(page):
    """The return that the draft answers (a task state with its reason), or None."""
    state = page.current_workflow_state
    is_returned = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
    return state.current_task_state if is_returned else None


def closed(request, page, reason):
    """The page that says in words why nobody goes on with a case here."""
    context = {"page": page, "reason": reason, "turn": page.current_workflow_task_state}
    return render(request, f"{WORDS}/closed.html", context, status=403)


def resume(request, page_id):
    """Leads to the first step that lacks something; a returned case to the check, where its reason stands."""
    page = drafts.case_for(request.user, page_id)
    if reason := drafts.closed_because(page, request.user):
        return closed(request, page, reason)
    draft = page.get_latest_revision_as_object()
    lacks = [lack.step for lack in by_step(draft, missing(draft)) if lack.step]
    name = steps.CHECK if returned(page) or not lacks else lacks[0]
    return redirect("reporting_step", page.pk, name)


def step(request, page_id, name):
    """Shows one step, or saves it and goes where the button says."""
    page = drafts.case_for(request.user, page_id)
    if name not in steps.BY_NAME:
        raise Http404
    if reason := drafts.closed_because(page, request.user):
        return _not_saved(request, reason) if "autosave" in request.POST else closed(request, page, reason)
    work = Work(request, page, steps.BY_NAME[name])
    response = work.save() if request.method == "POST" else work.show()
    add_never_cache_headers(response)  # the browser's way back shows what is stored, not what was
    return response


def _not_saved(request, reason):
    return render(request, f"{WORDS}/saved.html", {"refused": reason})


class Work:
    """One request for one step of one draft."""

    def __init__(self, request, page, step_):
        self.request, self.page, self.step = request, page, step_
        self.draft = page.get_latest_revision_as_object()
        self.stored = step_.digest(drafts.content_of(page), page.kind)
        self.uploads = None
        self.conflict = None

    def save(self):
        """Keeps what is right, refuses to write over somebody else's words, and goes on."""
        data = self.request.POST
        if "add_row" in data:
            data = with_row_more(data, data["add_row"])
        elif "remove_row" in data:
            relation, _dash, index = data["remove_row"].partition("-")
            data = without_row(data, relation, int(index) if index.isdecimal() else len(data))
        bound = steps.Bound(self.step, self.draft, data)
        valid = bound.is_valid()
        if self.step.name == "files":
            valid = self._files(data) and valid
        if self._would_write_over(data):
            self.conflict = self.page.get_latest_revision()
            if "autosave" in data:
                return _not_saved(self.request, _("Somebody else has changed this step meanwhile."))
            # What the form shows beside the typed: the draft as it is stored.
            return self.show(bound, status=409)
        if self._after() != self.stored:
            drafts.save(self.draft, self.request.user)
        self.stored = self.step.digest(drafts.content_of(self.draft), self.draft.kind)
        if "autosave" in data:
            faults = sum(len(form.errors) for form in self._forms(bound))
            context = {"at": clock.now(), "seen": self.stored, "faults": faults}
            return render(self.request, f"{WORDS}/saved.html", context)
        return self._go_on(bound, valid)

    def _after(self):
        return self.step.digest(self.draft.serializable_data(), self.draft.kind)

    def _would_write_over(self, data):
        """Whether the step is no longer what the form was made from, and the form says something else."""
        known = self.stored in (data.get("seen"), data.get("overwrite"))
        return not known and self._after() != self.stored

    def _files(self, data):
        """Uploads and removals; whether all of it was right."""
        self.uploads = files.UploadForm(self.draft, self.request.user, data, self.request.FILES)
        self.uploads.is_valid()
        self.uploads.put()
        if "remove" in data:
            files.remove(self.draft, data["remove"])
        elif "head" in data:
            files.make_head(self.draft, data["head"])
        return not self.uploads.errors

    def _forms(self, bound):
        parts = [form for rows in bound.rows.values() for form in rows.forms if rows.is_posted]
        return [bound.form, *parts, *([self.uploads] if self.uploads else [])]

    def _go_on(self, bound, valid):
        data = self.request.POST
        stays = {"add_row", "remove_row", "upload", "remove", "head"} & set(data)
        if self.step.name == "files" and stays and valid:
            return redirect("reporting_step", self.page.pk, self.step.name)
        if stays or not valid:
            return self.show(bound, saved=True)
        if "leave" in data:
            messages.success(self.request, _("Saved. Go on whenever you like, on any machine."))
            return redirect("reporting_desk")
        onward = data.get("go") or steps.after(self.step.name)
        known = {*steps.BY_NAME, steps.CHECK}
        return redirect("reporting_step", self.page.pk, onward if onward in known else steps.after(self.step.name))

    def show(self, bound=None, *, saved=False, status=200):
        """The step as a page."""
        bound = bound or steps.Bound(self.step, self.draft)
        problems = missing(self.draft)
        mine = self.step.fields(self.draft.kind)
        context = {
            "page": self.page,
            "draft": self.draft,
            "step": self.step,
            "lines": progress(self.draft, self.step.name, problems),
            "bound": bound,
            "form": bound.form,
            "uploads": self.uploads or files.UploadForm(self.draft, self.request.user),
            "seen": self.request.POST.get("seen", "") if self.conflict else self.stored,
            "stored": self.stored,
            "conflict": self.conflict,
            "faults": [field for form in self._forms(bound) for field in form if field.errors],
            "was_saved": saved,
            "returned": returned(self.page),
            "remarks": self._remarks(mine),
            "before": steps.before(self.step.name),
            "htmx": htmx_script(),
            **getattr(self, f"_{self.step.name}_context")(bound),
        }
        return render(self.request, f"{WORDS}/{self.step.name}.html", context, status=status)

    def _remarks(self, names):
        """The reviewers' open comments on this step."""
        comments = self.page.wagtail_admin_comments.filter(resolved_at__isnull=True).select_related("user")
        return [comment for comment in comments if comment.contentpath.split(".")[0] in names]

    def _decision_context(self, bound):
        form = bound.form
        special = [form[name] for name in form.special]
        return {
            "groups": [(title, [form[name] for name in names]) for title, names in form.groups],
            "special": special,
            # A sector with rules of its own asks for one of them.
            "special_open": bool(special)
            and bool(self.draft.governing_regime or any(field.value() or field.errors for field in special)),
        }

    def _subject_context(self, bound):
        known, code = reverse("reporting_known", args=[self.page.pk]), reverse("reporting_code")
        for row in bound.rows["subjects"].forms:
            row.ask(known=known, code=code)
        return {}

    def _text_context(self, bound):
        """The fields of the text, each with its questions, its example, and how the case copied from puts it."""
        form, guides, former = bound.form, guidance_for(self.draft.kind), self._former()
        shown = [(field, guides.get(field.name) or Guidance(), former.get(field.name, "")) for field in form]
        return {"shown": shown, "kept": [section for section in form.sections if not section.editable]}

    def _former(self):
        """The sections of the case this one was begun after, while the person may still see it."""
        source = Page.objects.filter(pk=drafts.copied_from(self.page)).first()
        if source is None or not sees_page(self.request.user, source):
            return {}
        return {section.name: section.text for section in texts.sections_of(source.specific)}

    def _files_context(self, bound):
        media = texts.media_of(self.draft)
        labels = texts.labels_of(self.draft)
        return {
            "media": [(medium, labels.get(medium.section, "")) for medium in media],
            "is_reward": self.draft.kind == steps.H,
        }
