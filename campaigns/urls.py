"""The public addresses of campaigns beside their pages."""

from django.urls import path

from campaigns.public import feed, pages, results

urlpatterns = [
    path("campaigns/calendar.ics", feed.feed, name="campaign-calendar"),
    path("campaigns/results/", results.results, name="campaign-results"),
    path("campaigns/<slug:slug>/quiz/", pages.quiz, name="campaign-quiz"),
    path("campaigns/<slug:slug>/sign-up/", pages.sign_up, name="campaign-sign-up"),
]
