"""`manage.py bench --search`: times by kind of question, on demo databases only."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cms.ops import searching
from cms.ops.models import SiteMarks
from cms.register.models import Entry


def bench(*arguments):
    """What the command prints."""
    out = io.StringIO()
    call_command("bench", "--search", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def demo(tree):
    """A site whose footer says that its content is invented."""
    marks = SiteMarks.load()
    marks.is_demo = True
    marks.save()


def test_refused_where_content_may_be_real(tree):
    with pytest.raises(CommandError, match="no demo database"):
        bench("--sizes", "10")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("sizes", ["many", "10,,20", "0", "-5", "１０"])
def test_sizes_are_numbers(demo, sizes):
    with pytest.raises(CommandError, match="--sizes"):
        bench("--sizes", sizes)


def test_every_kind_of_question_is_timed_at_each_size(demo, tmp_path):
    path = tmp_path / "search.json"
    printed = bench("--sizes", "20,12", "--rounds", "3", "--output", str(path))
    results = json.loads(path.read_text())
    assert [result["entries"] for result in results] == [12, 20]
    for result in results:
        assert set(result["questions"]) == set(searching.QUESTIONS)
        assert all(row["asked"] == 3 and 0 < row["p50"] <= row["p99"] for row in result["questions"].values())
        assert result["bytes"]["database"] > 0
        assert result["indexed_per_second"] > 0
    assert "12 entries" in printed
    assert "look-up by code" in printed


def test_a_slow_kind_is_asked_less_often(demo, tmp_path):
    path = tmp_path / "search.json"
    bench("--sizes", "5", "--rounds", "4", "--seconds", "0", "--output", str(path))
    assert {row["asked"] for row in json.loads(path.read_text())[0]["questions"].values()} == {1}


def test_questions_find_the_case_they_were_made_of(demo, client):
    call_command("load_cases", "30", stdout=io.StringIO(), stderr=io.StringIO())
    for case in searching.samples(5):
        for name in ("rare word of 2 characters", "part of a name", "whole name", "code", "document number", "board"):
            address, parameters = searching.QUESTIONS[name]
            assert 'data-url="' in client.get(address, parameters(case, 0)).content.decode(), name
    assert searching.samples(5) == searching.samples(5)
