"""What the admin of all reference data shares."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView, IndexView


class InUse(Exception):
    """Something cannot be deleted; carries what uses it."""


class ReferenceDeleteView(DeleteView):
    """Says by what a row is used; modeladmin's own fails where a relation has no name on the other side."""

    def delete_instance(self):
        """Deletes, or raises InUse."""
        try:
            with transaction.atomic():
                super().delete_instance()
        except ProtectedError as error:
            raise InUse(sorted(error.protected_objects, key=str)) from error

    def post(self, request, *args, **kwargs):
        """Deletes and goes back to the list, or shows what uses the row."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except InUse as used:
            context = self.get_context_data(protected_error=True, linked_objects=used.args[0])
            return self.render_to_response(context)


class ReferenceIndexView(IndexView):
    """Shows the whole list where an address asks for a filter that there is none of; modeladmin's own fails."""

    def dispatch(self, request, *args, **kwargs):
        """The list, or the way to it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(request.path)


class ReferenceAdmin(ModelAdmin):
    """A list, forms and a deletion that explains itself.

    A relation cannot be in `list_filter`: Django's filter asks its own admin, which is not installed. Search instead.
    """

    index_view_class = ReferenceIndexView
    delete_view_class = ReferenceDeleteView
