"""Every address of the admin, built with sample objects: for tests that open them all."""

import datetime
import re
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
    get_page_models,
)

from campaigns.editions import make_tasks
from campaigns.models import ActivityReport, CampaignDay, Edition
from cases.assessment.models import Duty, PlanItem, ScoreLine, ZeroReport
from cases.assessment.rows import FIGURES
from cases.assessment.years import close
from cases.importing import batches
from cases.models import MediaReport
from cases.remedy import acts as remedy
from cases.reporting.models import ReturnPhrase
from cms import clock
from cms.notices.models import Notice
from cms.ops.models import SiteMarks
from cms.outbound.models import RemovalRequest
from cms.quality import examining
from cms.quality.models import IgnoredLink, LinkRound, Term
from cms.rules.models import PublicationRule
from cms.units.models import Membership, Role
from home.directory.tree import ensure_columns
from home.models import ColumnPage
from search import asked
from search.models import Promotion, Synonym
from tests.factories import cases
from tests.factories.directory import fill
from tests.integration.importing import tables as import_tables

# Addresses that cannot be built, or answer no GET with a page, and why.
NOT_OPENED = {
    "": "no name: an error made on purpose, or the catch-all that answers 404",
    "wagtailadmin_error_test": "an error made on purpose",
    "wagtailadmin_logout": "would sign the test out",
    "wagtailadmin_pages:convert_alias": "there are no aliases of registered pages",
    "wagtailadmin_pages:revisions_unschedule": "nothing is scheduled",
    "wagtailforms:list_submissions": "there are no form pages",
    "wagtailforms:list_submissions_results": "there are no form pages",
    "wagtailforms:delete_submissions": "there are no form pages",
    "wagtailadmin_password_reset_confirm": "needs a token sent by e-mail",
}
# Addresses that take nothing but POST: asked with GET they answer 405.
POST_ONLY = {
    "importing_cancel",
    "importing_start",
    "importing_step",
    "wagtailadmin_api:pages:action",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_workflows:enable",
    "wagtailadmin_workflows:enable_task",
    "wagtailadmin_workflows:remove",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple",
    "wagtaildocs:edit_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages:edit_multiple",
    "wagtailredirects:process_import",
    "quality_examine",
    "reporting_copy",
    "search_hide",
}


def patterns(resolver=None, namespaces=(), prefix=""):
    """(route, full name, names of its arguments) of every address below /admin/."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from patterns(pattern, inner, route)
        elif route.startswith("admin/"):
            name = ":".join([*namespaces, pattern.name]) if pattern.name else ""
            yield route, name, tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))


def group_of(route):
    """The first part of an address after /admin/, by which tests are divided."""
    return re.sub(r"[^a-z-].*", "", route.removeprefix("admin/").removeprefix("^")) or "home"


def make_samples(tree, user):
    """At least one object of everything the admin has an address for."""
    case, ended = cases.punishment(tree.scjg), cases.punishment(tree.scjg)
    cases.published(case)
    case.save_revision()
    in_review = cases.punishment(tree.fgw)
    in_review.save_revision()
    in_review.get_workflow().start(in_review, user)
    honour = cases.honour(tree.scjg)
    Membership.objects.create(user=user, unit=tree.scjg.unit, role=Role.REPORTER)  # has a unit's desk
    policy, campaign, info = cases.policy(), cases.campaign(), cases.information()
    ensure_columns(tree.home)
    fill(tree.scjg.unit, tree.baisha.town)
    column = ColumnPage(title="动态", slug="news")
    tree.home.add_child(instance=column)
    approvers = Group.objects.create(name="审核")
    task = GroupApprovalTask.objects.create(name="复核")
    task.groups.add(approvers)
    workflow = Workflow.objects.create(name="政策审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=tree.policies, workflow=workflow)
    state = workflow.start(policy, user)
    state.refresh_from_db()
    file = get_test_image_file(filename="photo.png", size=(60, 40))
    picture = get_image_model().objects.create(title="现场照片", file=file)
    document = get_document_model().objects.create(title="附件", file=ContentFile("文件", name="paper.txt"))
    intake = remedy.receive(
        kind="objection",
        topic="wrong_content",
        entry=case.entry,
        statement="金额有误，请核对。",
        name="陈某",
        files=[("说明.txt", ContentFile("说明", name="paper.txt"))],
    )
    report = MediaReport.objects.create(
        unit=tree.scjg.unit, title="报道", medium="日报", level="city", published_on=datetime.date(2026, 1, 5)
    )
    report.screenshot.save("photo.png", get_test_image_file(size=(60, 40)))
    year, unit = clock.today().year, tree.scjg.unit
    close(year - 1, by=user)
    item = PlanItem.objects.create(
        year=year, number=1, kind="inspection", title="平台建设", due_on=datetime.date(year, 8, 31)
    )
    paper = ContentFile("文件", name="paper.txt")
    proof = {"evidence": paper, "evidence_name": "paper.pdf"}
    duty = Duty.objects.create(item=item, unit=unit, done_at=clock.now(), done_by=user, remark="办结", **proof)
    line = ScoreLine.objects.create(unit=unit, year=year, line="cases", unit_score=1, **proof)
    zero = ZeroReport.objects.create(
        unit=unit, year=year, obligation="reward", reason="没有典型", reported_at=clock.now(), reported_by=user
    )
    RemovalRequest.objects.create(entry=case.entry, engine="百度", requested_by=user)
    group = Synonym.objects.first()
    group.save_revision()
    promotion = Promotion.objects.create(words="黑名单", page=tree.policies)
    promotion.save_revision()
    asked.count("黑名单", found=True)
    asked.count("蒟蒻芋", found=False)
    IgnoredLink.objects.create(prefix="https://example.org/", reason="只在内网可用")
    Term.objects.create(wrong="未按规定履行", right="未依法履行", kind="other")  # stands in the cases
    LinkRound.objects.create(pk=1, at=clock.now(), asked=1)
    examining.examine_all()
    rule = PublicationRule.objects.first()
    rule.earliest_repair_months, rule.published_by_default = None, not rule.published_by_default
    rule.save()  # its history has something to show
    edition = Edition.objects.create(
        day=campaign.day,
        year=year,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        organiser=unit,
        page=campaign,
    )
    make_tasks(edition)
    activity = ActivityReport.objects.create(
        edition=edition, unit=unit, held_on=clock.today(), place="文化广场", people=90, description="设台宣传",
        reported_by=user, reported_at=clock.now(),
    )  # fmt: skip
    return SimpleNamespace(
        edition=edition,
        activity=activity,
        pages=[
            case,
            ended,
            in_review,
            honour,
            policy,
            campaign,
            info,
            column,
            tree.scjg.page,
            tree.home,
        ],
        case=case,
        in_review=in_review,
        draft=ended,
        honour=honour,
        elsewhere=tree.fgw.page,
        policy=policy,
        user=user,
        group=approvers,
        task=task,
        workflow=workflow,
        state=state,
        picture=picture,
        document=document,
        collection=Collection.get_first_root_node().add_child(name="照片"),
        site=Site.objects.get(),
        redirect=Redirect.objects.create(old_path="/alt", redirect_link="/neu"),
        marks=SiteMarks.load(),
        day=CampaignDay.objects.first(),
        intake=intake,
        batch=imported(user),
        synonym=group,
        promotion=promotion,
        returnphrase=ReturnPhrase.objects.first(),
        assessment={"media": report, "zero": zero, "duty": duty, "item": item, "score": line},
        closed=year - 1,
        notice=Notice.objects.create(user=user, kind="remark", key="sample", title="收到一条意见"),
    )


def imported(user):
    """A checked import with a row that is good, one with a hint, and one that is wrong."""
    rows = [
        import_tables.punishment_row(901),
        import_tables.punishment_row(902, 法定代表人="张某 13812345678"),
        import_tables.punishment_row(903, 处罚决定日期="昨天", 领域="没有的领域"),
    ]
    batch = batches.take_in(ContentFile(import_tables.as_csv(rows), name="案例.csv"), user)
    batches.run(batch.pk)
    return batch


def addresses(name, arguments, samples):
    """The addresses of the pattern `name`, one or several."""
    if name == "wagtail_bulk_action":
        return list(_bulk(samples))
    if name == "wagtailadmin_pages:add":
        return list(_add_forms(samples))
    return [reverse(name, kwargs=kwargs) + _query(name, samples) for kwargs in _choices(name, arguments, samples)]


def _query(name, samples):
    """What an address is asked with, where it means nothing alone."""
    if name.endswith("chosen_multiple"):
        pk = {"wagtaildocs": samples.document.pk, "wagtailimages": samples.picture.pk}.get(name.split("_")[0])
        pk = pk or (_snippet(name, samples).pk if "snippet" in name else samples.case.pk)
        return f"?id={pk}"
    return {
        "wagtailadmin_pages:search": "?q=义务",
        "wagtailadmin_explore": "?q=义务",
        "wagtailadmin_tag_autocomplete": "?term=x",
        "wagtailadmin_tag_model_autocomplete": "?term=x",
        "wagtailadmin_api:pages:find": f"?id={samples.case.pk}",
        "wagtailadmin_api:documents:find": f"?id={samples.document.pk}",
        "wagtailadmin_api:images:find": f"?id={samples.picture.pk}",
    }.get(name, "")


def _bulk(samples):
    """Every action on many at once."""
    objects = {
        Page: samples.case,
        get_image_model(): samples.picture,
        get_document_model(): samples.document,
        type(samples.user): samples.user,
        Synonym: samples.synonym,
        ReturnPhrase: samples.returnphrase,
        Promotion: samples.promotion,
    }
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")  # reads them in
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            one = objects[apps.get_model(app_label, model_name)]
            for action in actions:
                kwargs = {"app_label": app_label, "model_name": model_name, "action": action}
                yield f"{reverse('wagtail_bulk_action', kwargs=kwargs)}?id={one.pk}&next=/admin/"


def _add_forms(samples):
    """The form of every page type below each parent it may have."""
    for model in get_page_models():
        for parent in model.allowed_parent_page_models():
            place = parent.objects.first()
            if place and model.can_create_at(place):
                kind = [model._meta.app_label, model._meta.model_name, place.pk]
                yield reverse("wagtailadmin_pages:add", args=kind)


def _choices(name, arguments, samples):
    """The arguments an address is built with."""
    if not arguments:
        return [{}]
    if "_modeladmin_" in name:
        model = apps.get_model(*name.split("_modeladmin_")[0].split("_"))
        return [{"instance_pk": model.objects.first().pk}]
    if name == "reporting_step":
        names = ("decision", "subject", "text", "files")
        return [{"page_id": page.pk, "name": step} for page in (samples.draft, samples.honour) for step in names]
    if name.startswith("campaigns_") and "_modeladmin_" not in name:
        part = samples.activity if name.startswith("campaigns_report") and name != "campaigns_report_add" else None
        return [{arguments[0]: (part or samples.edition).pk}]
    if name.startswith("assessment_"):
        return list(_assessment(name, arguments, samples))
    if name == "quality_export":
        parts = [(what, format) for what in ("terms", "columns", "links") for format in ("csv", "xlsx")]
        return [{"what": what, "format": format} for what, format in [*parts, ("all", "xlsx")]]
    if name == "remedy_act":
        return [{"intake_id": samples.intake.pk, "name": act} for act in ("accept", "refuse")]
    known = _values(name, samples)
    if name.startswith("wagtailsnippet"):
        snippet = _snippet(name, samples)
        known |= {"pk": snippet.pk, "revision_id": getattr(snippet, "latest_revision_id", None)}
        return [{argument: known[argument] for argument in arguments}]
    if set(arguments) & {"page_id", "parent_page_id", "page_to_move_id"} and "workflow" not in name:
        key = next(key for key in arguments if key in {"page_id", "parent_page_id", "page_to_move_id"})
        every = name in {"wagtailadmin_pages:edit", "wagtailadmin_pages:delete", "wagtailadmin_pages:history"}
        pages = samples.pages if every else [samples.case, samples.policy, samples.pages[-1]]
        if name == "reporting_reviews":
            pages = [samples.case, samples.in_review]
        elif name.startswith("reporting_"):
            pages = [samples.draft]
        elif name.startswith(("desk_", "privacy_")) or "revision" in name or "preview" in name:
            pages = [samples.case]
        return [{argument: known.get(argument) for argument in arguments} | {key: page.pk} for page in pages]
    return [{argument: known[argument] for argument in arguments}]


def _assessment(name, arguments, samples):
    """The arguments of addresses of the assessment."""
    if "figure" in arguments:
        yield from ({"figure": figure} for figure in FIGURES)
    elif "format" in arguments:
        yield from ({"format": format} for format in ("csv", "xlsx"))
    elif "year" in arguments:
        yield {"year": samples.closed}
    else:
        yield {"pk": samples.assessment[name.split("_")[1]].pk}


def _snippet(name, samples):
    """The sample of the model that a snippet's address names."""
    return getattr(samples, name.split(":")[0].split("_")[-1])


def _values(name, samples):
    """What each argument may be, by the part of the admin the address belongs to."""
    part = name.split(":")[0]
    pk = {
        "wagtailadmin_pages": samples.case,
        "wagtailadmin_collections": samples.collection,
        "wagtailadmin_workflows": samples.task if "task" in name else samples.workflow,
        "wagtailsites": samples.site,
        "wagtailusers_users": samples.user,
        "wagtailusers_groups": samples.group,
        "wagtaildocs_chooser": samples.document,
        "wagtailimages_chooser": samples.picture,
        "wagtailsettings": samples.marks,
        "wagtailadmin_api": samples.document if "documents" in name else samples.case,
    }.get(part, samples.picture)
    if name.startswith("wagtailadmin_api:images"):
        pk = samples.picture
    if name.startswith("importing_"):
        pk = samples.batch
    label = {"wagtailsettings": ("ops", "sitemarks"), "wagtailadmin_workflows": ("wagtailcore", "groupapprovaltask")}
    app_label, model_name = label.get(part, ("cases", "punishmentcasepage"))
    task_state = samples.state.current_task_state
    return {
        "pk": pk.pk,
        "page_id": samples.policy.pk,
        "page_pk": samples.policy.get_parent().pk,
        "parent_page_id": samples.case.get_parent().pk,
        "destination_id": samples.elsewhere.pk,
        "revision_id": samples.case.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": task_state.pk,
        "workflow_state_id": samples.state.pk,
        "task_id": samples.task.pk,
        "workflow_pk": samples.workflow.pk,
        "collection_id": samples.collection.pk,
        "redirect_id": samples.redirect.pk,
        "image_id": samples.picture.pk,
        "document_id": samples.document.pk,
        "doc_id": samples.document.pk,
        "content_type_app_name": app_label,
        "content_type_model_name": model_name,
        "app_label": app_label,
        "app_name": "taggit" if "tag" in name else app_label,
        "model_name": "tag" if name.startswith("wagtailadmin_tag") else model_name,
        "action_name": "copy" if "api" in name else "approve",
        "filter_spec": "width-20",
        "uploaded_file_id": 1,
        "session_id": 1,
        "object_id": samples.case.pk,
        "intake_id": samples.intake.pk,
        "notice_id": samples.notice.pk,
        "membership_id": Membership.objects.last().pk,
        "evidence_id": samples.intake.evidence.get().pk,
    }
