"""The addresses of search, suggestions, look-up and the window for other sites."""

from django.urls import path

from search import views, widget

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("lookup/", views.lookup, name="lookup"),
    path("widget/", widget.page, name="widget"),
    path("widget/lookup.js", widget.script, name="widget-script"),
    path("widget/v1/lookup.js", widget.script, name="widget-script-v1"),
]
