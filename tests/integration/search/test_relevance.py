"""How well the search finds: recall, precision and order on a judged corpus, through the public page."""

import json
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import TestCase

from cms import clock
from cms.register import verbs
from tests.factories import cases
from tests.integration.search import corpus
from tests.integration.search.queries import FIRST, JUDGED, NOTHING, TEA

LEAST_PRECISION = 0.98


class TestRelevance(TestCase):
    """One corpus, published once by the verbs."""

    @classmethod
    def setUpTestData(cls):
        cls.paths = corpus.make()
        cls.keys = {path: key for key, path in cls.paths.items()}

    @pytest.fixture(autouse=True)
    def _recording(self, record_property):
        self.record_property = record_property

    def found(self, question):
        """The keys the search page gives, over all its pages, in order."""
        found, page, total = [], 1, 1
        while len(found) < total:
            response = self.client.get(f"/search/?q={quote(question)}&page={page}")
            assert response.status_code == 200
            text = response.content.decode()
            total = int(re.search(r'data-total="(\d+)"', text)[1])
            hits = re.findall(r'data-url="([^"]+)"', text)
            assert hits or not total
            found += [self.keys[path] for path in hits]
            page += 1
        assert len(found) == len(set(found)) == total
        return found

    def test_recall_and_precision(self):
        lines, recalls, precisions, faults = [], [], [], []
        for group, questions in JUDGED.items():
            of_group = []
            for question, answer in questions:
                wanted, found = set(answer.split()), self.found(question)
                hits = wanted & set(found)
                of_group.append((len(hits) / len(wanted), len(hits) / len(found) if found else 0.0))
                if wanted != set(found):
                    faults.append(f"{question}: missing {wanted - hits}, wrong {set(found) - wanted}")
                if group in FIRST:
                    assert found[:1] == answer.split()[:1], question
            recalls += [recall for recall, _precision in of_group]
            precisions += [precision for _recall, precision in of_group]
            lines.append((group, len(of_group), *(sum(part) / len(of_group) for part in zip(*of_group, strict=True))))
        recall, precision = sum(recalls) / len(recalls), sum(precisions) / len(precisions)
        lines.append((f"all, on {connection.vendor}", len(recalls), recall, precision))
        self.record_property("table", table(lines))
        assert len(self.paths) >= 60
        assert len(recalls) >= 60
        assert recall == 1.0, faults
        assert precision >= LEAST_PRECISION, faults

    def test_nothing_is_found_where_nothing_answers(self):
        assert {question: self.found(question) for question in NOTHING} == {question: [] for question in NOTHING}

    def test_what_is_exactly_the_question_comes_first(self):
        """A fresher page that speaks of the firm, its code and the document number stays behind them."""
        name, number = "江津区诚信茶业有限公司", "渝府发〔2017〕3号"
        text = f"<p>{name} {TEA} {number}</p>"
        body = json.dumps([{"type": "text", "value": text}])
        page = cases.information(title=f"关于{name}、{TEA}和{number}的说明", body=body)
        self.keys[verbs.publish(page).path] = "mention"
        assert self.found(name) == ["tea", "mention"]
        assert self.found(TEA) == ["tea", "mention"]
        assert self.found("渝府发[2017]3号") == ["joint", "mention"]

    def test_title_before_text_and_fresher_first_among_equals(self):
        now = clock.now()
        shown = [("早", "无", 3), ("晚", "无", 1), ("中", "无", 2), ("新", "蒟蒻", 0)]
        for name, text, days in shown:
            title = f"{name}报" if text == "蒟蒻" else f"蒟蒻{name}报"
            body = json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])
            entry = verbs.publish(cases.information(title=title, body=body), at=now - timedelta(days=days))
            self.keys[entry.path] = name
        assert self.found("蒟蒻") == ["晚", "中", "早", "新"]


def table(lines):
    """A small table of recall and precision."""
    rows = ["{:<30}{:>8.3f}{:>11.3f}{:>8}".format(name, *means, number) for name, number, *means in lines]
    return "\n".join(["", "{:<30}{:>8}{:>11}{:>8}".format("questions", "recall", "precision", "number"), *rows, ""])
