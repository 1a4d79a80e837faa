"""Synonyms and recommendations in the admin: lists, forms, history."""

from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from search.models import Promotion, Synonym

MENU = "register_search_menu_item"  # the hook of what stands under search in the admin's menu


class FromAQuestion(CreateView):
    """The form of something new, with the question in it that it was opened from."""

    def get_initial_form_instance(self):
        """A group or recommendation of the `words` named in the address."""
        return self.model(words=self.request.GET.get("words", "").replace("\x00", "")[:200])


class WordsViewSet(SnippetViewSet):
    """What both have in common."""

    add_view_class = FromAQuestion
    menu_hook = MENU
    copy_view_enabled = False
    search_fields = ["words"]
    # A few dozen rows: compared in the database, without a place in the index.
    search_backend_name = None


class SynonymViewSet(WordsViewSet):
    """Words that find each other."""

    model = Synonym
    icon = "list-ul"
    menu_order = 30
    list_display = ["__str__", "note"]


class PromotionViewSet(WordsViewSet):
    """What is recommended for a question."""

    model = Promotion
    icon = "pick"
    menu_order = 40
    list_display = ["__str__", "page", "link_text", "description", "order"]
