"""The public addresses of objection, repair and feedback."""

from django.urls import path

from cases.remedy import views
from cases.remedy.vocabulary import Kind

urlpatterns = [
    *(path(f"{kind.value}/", views.intake, {"kind": kind}, name=kind.value) for kind in Kind),
    path("receipt/<str:token>/", views.receipt, name="receipt"),
    path("track/", views.track, name="track"),
]
