"""The addresses of search, suggestions and look-up."""

from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("lookup/", views.lookup, name="lookup"),
]
