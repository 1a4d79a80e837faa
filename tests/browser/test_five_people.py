"""The whole way of a case, by five people: from a clerk's telephone to the citizen's page."""

import re

import pytest

from tests.browser.test_wizard import PHONE, WIDE, arrive, credit_code, fill_decision, fill_text, press

NAME = "江津区五人渡建材有限公司"
TITLE = f"{NAME}串通投标案"
REMARK = "请写清责令改正的期限"
PHRASE = "“处理结果”没有写清处罚内容和责令改正的期限，请补充。"


@pytest.fixture
def people(visit, site):
    """Signs somebody in, once each, in a browser of their own."""
    signed_in = {}

    def person(name, **options):
        if name not in signed_in:
            signed_in[name] = visit(site, **options)
            signed_in[name].sign_in(name)
        return signed_in[name]

    return person


def report(page):
    """The clerk writes a complete case on a telephone and submits it."""
    page.get_by_role("link", name="填报案例").click()
    page.get_by_role("button", name="失信惩戒案例").click()
    arrive(page, "decision")
    fill_decision(page, "津发改罚〔2026〕905号")
    press(page, "保存，下一步")
    arrive(page, "subject")
    page.locator("#id_subjects-0-name").fill(NAME)
    page.locator("#id_subjects-0-code").fill(credit_code(5))
    press(page, "保存，下一步")
    arrive(page, "text")
    fill_text(page)
    press(page, "保存，下一步")
    arrive(page, "files")
    page.locator("#id_source_url").fill("https://example.gov.invalid/fgw/905.html")
    press(page, "保存，下一步")
    arrive(page, "check")
    press(page, "提交审核")
    arrive(page, "reporting")


def pass_review(page):
    """Whose turn it is finds the case in the inbox and passes it."""
    page.goto("/admin/inbox/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="通过", exact=True).click()
    page.get_by_text("已记录").or_(page.get_by_text("已公示")).first.wait_for()


def return_by_keyboard(page):
    """The editor goes through the inbox by keyboard, opens the case and returns it with a phrase and a remark."""
    page.goto("/admin/inbox/?q=五人渡")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent").strip() == TITLE
    page.keyboard.press("Enter")
    page.wait_for_url("**/reviews/")
    assert page.frame_locator(".desk-preview iframe").get_by_role("heading", level=1).inner_text() == TITLE
    page.keyboard.press("r")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.locator("#return select[name=reason]").select_option("facts")
    page.locator("#return select[name=phrase]").select_option(label=PHRASE)
    assert page.locator("#return textarea[name=comment]").input_value() == PHRASE
    page.get_by_text("在案例中标注位置").click()
    page.get_by_label("处罚内容", exact=True).fill(REMARK)
    page.locator("#return").get_by_role("button", name="退回", exact=True).click()
    page.get_by_text("已退回报送人").wait_for()


def mend(page):
    """The clerk hears of the return, reads why and where, mends it, and submits it again."""
    page.goto("/admin/notices/")
    page.get_by_role("link", name=re.compile("已退回.*五人渡")).click()
    page.goto("/admin/reporting/")
    returned = page.locator("section", has=page.locator("#pile-returned"))
    assert returned.get_by_text(PHRASE).is_visible()
    returned.get_by_role("link", name=TITLE).click()
    page.wait_for_url(re.compile(r"/admin/report/\d+/"))
    page.goto(re.sub(r"/admin/report/(\d+)/.*", r"/admin/report/\1/decision/", page.url))
    assert page.get_by_text(REMARK).is_visible()
    page.locator("#id_penalty").fill("罚款三万元，责令三十日内改正")
    press(page, "保存，下一步")
    arrive(page, "subject")
    page.goto(page.url.replace("subject", "check"))
    press(page, "提交审核")
    arrive(page, "reporting")


def test_from_the_telephone_to_the_public(people, visit, site):
    clerk = people("reporter-fgw", **PHONE)
    report(clerk.open("/admin/reporting/"))

    leader, editor, legal = (people(name, **WIDE) for name in ("leader-fgw", "editor", "legal"))
    pass_review(leader.page)
    return_by_keyboard(editor.page)
    mend(clerk.page)

    pass_review(leader.page)
    editor.page.goto("/admin/inbox/?q=五人渡")
    editor.page.get_by_role("link", name=TITLE).click()
    assert "责令三十日内改正" in editor.page.locator(".desk-changes").inner_text()
    editor.page.get_by_role("button", name="通过", exact=True).click()
    editor.page.get_by_text("已记录").first.wait_for()
    assert visit(site).page.goto("/board/?q=五人渡").status == 200
    assert site.first("SELECT COUNT(*) FROM register_entry WHERE title = ?", TITLE) == 0
    pass_review(legal.page)

    citizen = visit(site, **PHONE).open("/board/?q=五人渡")
    citizen.get_by_role("link", name=TITLE).click()
    assert citizen.get_by_role("heading", level=1).inner_text() == TITLE
    assert citizen.get_by_text("罚款三万元，责令三十日内改正").first.is_visible()
    clerk.page.goto("/admin/notices/")
    assert clerk.page.get_by_role("link", name=re.compile("已公示.*五人渡")).is_visible()
