"""Items of the admin's menu that are shown to who may open what is behind them."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class AllowedItem(MenuItem):
    """Leads to the address `name`; shown to those of whom `allowed(user)` is true: what the page itself asks."""

    def __init__(self, label, name, allowed, **kwargs):
        super().__init__(label, reverse(name), name=name.replace("_", "-"), **kwargs)
        self.allowed = allowed

    def is_shown(self, request):
        """By what the page itself asks."""
        return self.allowed(request.user)


def offer(menu, label, name, allowed, *, icon, order):
    """Puts such an item into the menu whose items the hook `menu` gives; called where hooks are registered."""
    hooks.register(menu, lambda: AllowedItem(label, name, allowed, icon_name=icon, order=order))
