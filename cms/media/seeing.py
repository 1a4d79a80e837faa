"""Who sees which pictures and attachments on the desk: what stands in the collections of the own room."""

from wagtail.permissions import policy_registry

SEE_ALL = "units.see_all_units"
ANY = ("add", "change", "choose", "delete")


def files_seen_by(user, model):
    """The pictures or attachments (`model`) that `user` may know of."""
    if user.is_active and user.has_perm(SEE_ALL):
        return model.objects.all()
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY)
