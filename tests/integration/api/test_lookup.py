"""The look-up for programs: the verdict, by what it was reached, and what it does not mean."""

import time_machine

from cms.register import verbs
from tests.factories import cases
from tests.integration.api.test_entries import get

LOOKUP = "/api/v1/lookup"


def test_verdicts(tree, client):
    board = verbs.publish(cases.punishment(tree.scjg, subject="江津区鼍鼓乐器有限公司"))
    honour = verbs.publish(cases.honour(tree.scjg, subject="江津区诚信茶业有限公司"))
    code = board.subjects.get().code
    found = get(client, f"{LOOKUP}?q={code}")
    assert (found["verdict"], found["sentence"]) == ("board", "在曝光台上；不在守信榜上。")
    (match,) = found["matches"]
    assert (match["is_confirmed"], match["kind"], match["url"].endswith(board.path)) == (True, "punishment", True)
    assert "信用中国" in found["meaning"]
    assert found["national_url"] == "https://www.creditchina.gov.cn/"
    by_name = get(client, f"{LOOKUP}?q=江津区鼍鼓乐器有限公司")
    assert by_name["sentence"] == "在曝光台上；不在守信榜上。（仅按名称比对）"
    assert by_name["matches"][0]["is_confirmed"] is False
    assert get(client, f"{LOOKUP}?q={honour.subjects.get().code}")["verdict"] == "honoured"
    verbs.publish(cases.honour(tree.fgw, subject="江津区鼍鼓乐器有限公司"))
    assert get(client, f"{LOOKUP}?q=江津区鼍鼓乐器有限公司")["verdict"] == "both"
    assert get(client, f"{LOOKUP}?q={code}")["verdict"] == "board"  # the honoured one has another code
    assert get(client, f"{LOOKUP}?q=查无此名的有限公司")["verdict"] == "neither"
    assert get(client, f"{LOOKUP}?q={code[:12]}")["verdict"] == "unclear"
    with time_machine.travel(board.visible_until, tick=False):
        assert get(client, f"{LOOKUP}?q={code}")["verdict"] == "neither"
    page = client.get("/lookup/", {"q": code}).content.decode()
    assert 'data-verdict="board"' in page
    assert "在曝光台上；不在守信榜上。" in page
    assert "https://www.creditchina.gov.cn/" in page


def test_questions_that_are_none(db, client):
    for question in ("", "%00", "%20", "長" * 300):
        get(client, f"{LOOKUP}?q={question}", 400)
    get(client, LOOKUP, 400)
