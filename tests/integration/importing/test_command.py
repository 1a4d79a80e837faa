"""`manage.py import_cases`: what comes out of a table, and what is said of what does not."""

import io

import pytest
from django.core.management import CommandError, call_command

from cases.models import PunishmentCasePage, RewardCasePage
from tests.integration.importing.tables import as_csv, punishment_row, reward_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tree, tmp_path):
    """Runs the command on the bytes of a file; `(status, output)`."""

    def run_it(data, *arguments, name="cases.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        out, status = io.StringIO(), 0
        try:
            call_command("import_cases", str(path), *arguments, stdout=out)
        except CommandError as error:
            return error.returncode, str(error)
        except SystemExit as error:
            status = error.code
        return status, out.getvalue()

    return run_it


def test_rows_become_drafts_of_their_unit_with_all_they_hold(run, tree):
    status, said = run(as_csv([punishment_row(1), reward_row(2)]))
    assert status == 0, said
    assert "2" in said.splitlines()[-1]
    page = PunishmentCasePage.objects.get()
    assert page.get_parent().specific == tree.scjg.page
    assert not page.live
    assert page.document_number == "津市监处罚〔2026〕1号"
    assert [subject.legal_representative for subject in page.subjects.all()] == ["陈某某"]
    assert [(basis.law, basis.article) for basis in page.bases.all()] == [
        ("《企业信息公示暂行条例》", "第八条、第十七条"),
        ("《中华人民共和国行政处罚法》", "第三十二条"),
    ]
    assert RewardCasePage.objects.get().honour == "守合同重信用企业"
