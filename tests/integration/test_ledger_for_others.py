"""The ledger as others see it: a public page that names nobody, and an export anyone can check."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cms.register import proof, verbs
from cms.register.models import LedgerHead
from tests.factories import cases


@pytest.fixture
def acts(tree, editor):
    """Three acts on two entries."""
    entry = verbs.publish(cases.punishment(tree.scjg, subject="江津区某某账本有限公司"), by=editor)
    verbs.publish(cases.honour(tree.scjg), by=editor)
    verbs.end(entry, reason="repaired", why="江津区某某账本有限公司已经改好", by=editor)


@pytest.fixture
def lines(acts):
    """The signed export's lines."""
    return list(proof.export())


def test_page_shows_acts_and_head_and_names_nobody(acts, client):
    response = client.get("/ledger/")
    text = response.content.decode()
    assert response.status_code == 200
    assert LedgerHead.objects.get().hash in text
    assert proof.public_key() in text
    assert "已结束" in text
    for word in ["账本有限公司", "已经改好", "编辑", "editor"]:
        assert word not in text
    assert response["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.parametrize("page", ["2", "0", "-1", "foo", "99999999999999999999", "%00"])
def test_page_number_may_be_anything(acts, client, page):
    assert client.get(f"/ledger/?page={page}").status_code == 200


def test_empty(tree, client):
    assert client.get("/ledger/").status_code == 200


def test_export_is_whole_and_signed(lines):
    assert len(lines) == 4
    assert proof.fault(lines) is None
    assert proof.fault(lines, proof.public_key()) is None
    assert "signature" in proof.fault(lines, "0" * 64)


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda lines: [lines[0].replace('"verb":"publish"', '"verb":"correct"'), *lines[1:]], "line 1 was changed"),
        (lambda lines: [lines[0], *lines[2:]], "line 2 is missing"),
        (lambda lines: [*lines[:2], lines[3]], "the end is missing"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "line 1 is missing"),
        (lambda lines: [*lines[:3], lines[3].replace('"lines":3', '"lines":3,"x":1')], "signature"),
        (lambda lines: lines[:3], "the end is missing"),
        (lambda lines: [], "the end is missing"),
    ],
)
def test_tampered_export_is_found(lines, tamper, fault):
    assert fault in proof.fault(tamper(lines))


def test_signature_of_another_key_is_found(lines, settings):
    settings.SECRET_KEY = "another"
    foreign = list(proof.export())
    settings.SECRET_KEY = "test-only"
    assert "signature" in proof.fault(foreign, proof.public_key())


def test_command(lines, tmp_path):
    output = io.StringIO()
    call_command("ledger", "export", stdout=output)
    assert [json.loads(line) for line in output.getvalue().splitlines()][:3] == [json.loads(line) for line in lines[:3]]
    path = tmp_path / "ledger.jsonl"
    path.write_text(output.getvalue(), encoding="utf-8")
    call_command("ledger", "verify", str(path), stdout=output)
    assert "the export is whole" in output.getvalue()
    path.write_text(output.getvalue().replace("publish", "correct", 1), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("ledger", "verify", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("ledger", "verify", str(tmp_path / "nowhere"))
