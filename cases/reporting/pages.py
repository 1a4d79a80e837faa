"""What makes a page one that needs the three reviews."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.reporting import reviews
from cases.reporting.models import ReviewTask


class ReviewedPageMixin(models.Model):
    """Gives a page type its workflow, its lock while in review, and its part of the gate (三审三校)."""

    class Meta:
        abstract = True

    def review_problems(self, revision):
        """A `Problem` for each of the three reviews by three people that `revision` still needs."""
        return reviews.problems(revision)

    @property
    def has_workflow(self):
        """Whatever is attached to the pages above, or to this one."""
        return self.get_workflow() is not None

    def get_workflow(self):
        """The workflow of the three reviews."""
        return reviews.workflow()

    @property
    def reviews_url(self):
        """Where the desk shows how the reviews stand."""
        return reverse("reporting_reviews", args=[self.pk])

    def get_lock(self):
        """A review holds the page against everyone, also against who has put a lock of their own on it."""
        task = self.current_workflow_task
        return task.lock_class(self, task) if isinstance(task, ReviewTask) else super().get_lock()

    def save_revision(self, *args, **kwargs):
        """As Wagtail's; PermissionDenied while the case is in review, whatever form, API or shell it comes from."""
        if self.pk and isinstance(self.current_workflow_task, ReviewTask):
            raise PermissionDenied(_("The case is in review: nobody changes it until it is returned or taken back."))
        return super().save_revision(*args, **kwargs)
