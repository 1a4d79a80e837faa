"""The addresses of the home app that are no pages of the tree."""

from django.urls import path

from home.policies.views import comparison

urlpatterns = [path("policies/compare/", comparison, name="policy-compare")]
