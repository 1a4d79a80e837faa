"""Requests that are refused before any page of ours is asked are answered in Chinese, without the database."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_chinese():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    text = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="zh-Hans">' in text
    assert "页面已失效" in text
    assert "CSRF" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "500"])
def test_pages_of_refusal_need_no_database_and_no_inline_style(name):
    with CaptureQueriesContext(connection) as queries:
        text = render_to_string(f"{name}.html")
    assert len(queries) == 0
    assert "style=" not in text
    assert "<style" not in text
    assert 'content="noindex, noarchive"' in text
    assert 'href="/"' in text
