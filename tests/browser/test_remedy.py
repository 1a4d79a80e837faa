"""Objection, feedback and progress as a citizen meets them, and the desk that answers."""

import re

import pytest

from tests.browser.addresses import address
from tests.browser.test_every_page import check_axe, check_widths

PHONE = {"width": 390, "height": 844}
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def tab_to(page, selector):
    """Presses Tab until the focus stands on what `selector` finds."""
    for _press in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


class TestCitizen:
    """From the case page to the receipt and the progress."""

    def test_objection_by_keyboard_on_a_phone(self, visit, site):
        page = visit(site, viewport=PHONE).open(address(site, "punishment"))
        title = page.locator("h1").inner_text()
        tab_to(page, "a[href^='/objection/']")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/objection/\?entry="))
        assert title in page.locator("#form").inner_text()
        tab_to(page, "a[href='#form']")
        page.keyboard.press("Enter")
        tab_to(page, "[name=topic]")
        page.keyboard.press("Space")
        tab_to(page, "[name=statement]")
        page.keyboard.type("决定书写明的金额与页面不一致，请核对。")
        tab_to(page, "[name=capacity]")
        page.keyboard.press("Space")
        tab_to(page, "[name=name]")
        page.keyboard.type("贺某")
        tab_to(page, "[name=contact]")
        page.keyboard.type("he@example.invalid")
        tab_to(page, "#form button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/receipt/"))
        receipt = page.locator(".receipt-code").inner_text()
        assert CODE.fullmatch(receipt)
        assert "不晚于" in page.locator(".facts").inner_text()
        check_axe(page)
        check_widths(page)
        page.emulate_media(media="print")
        assert page.locator(".receipt-code").is_visible()
        page.emulate_media(media="screen")
        page.goto("/track/")
        page.locator("#track-code").press_sequentially(receipt.lower().replace("-", " "))
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="异议申请").wait_for()
        check_axe(page)
        check_widths(page)

    def test_what_was_typed_stays_and_errors_lead_to_their_fields(self, visitor):
        page = visitor.open("/feedback/")
        page.locator("#form form").evaluate("form => { form.noValidate = true }")
        page.fill("[name=statement]", "太短")
        files = [{"name": name, "mimeType": "text/plain", "buffer": b"MZ"} for name in ("程序.exe", "经过.txt")]
        page.set_input_files("[name=files]", files)
        page.click("#form button")
        summary = page.get_by_role("alert")
        assert "程序.exe" in summary.inner_text()
        assert "经过.txt" in page.locator("#form > .notice").inner_text()
        assert page.input_value("[name=statement]") == "太短"
        for link in summary.get_by_role("link").all():
            assert page.locator(link.get_attribute("href")).count() == 1
        check_axe(page)
        check_widths(page)

    def test_works_without_scripts(self, visit, site):
        page = visit(site, java_script_enabled=False).open("/feedback/")
        page.check("[value=paid_repair]")
        page.fill("[name=statement]", "有人打电话说交钱就能撤下公示。")
        page.click("#form button")
        receipt = page.locator(".receipt-code").inner_text()
        page.click("main form button")
        assert receipt in page.locator("main").inner_text()

    @pytest.mark.parametrize("typed", ["0000 0000 0000", "没有"])
    def test_a_wrong_code(self, visitor, typed):
        page = visitor.open("/track/")
        page.fill("#track-code", typed)
        page.click("main form button")
        assert "没有这个回执编号" in page.get_by_role("alert").inner_text()
        check_axe(page)


class TestDesk:
    """The home panel leads to what waits; the acts are forms."""

    def test_from_the_panel_to_the_answer(self, visit, site):
        visitor = visit(site)
        page = visitor.sign_in("editor")
        panel = page.locator("#panel-remedy-waiting-section, #remedy-waiting-section, .w-panel").filter(
            has_text="异议与修复：等待办理"
        )
        row = panel.locator("tr", has_text="投诉举报").first
        assert "▲ 已逾期" in row.inner_text()
        row.get_by_role("link").click()
        page.wait_for_url(re.compile(r"/admin/intakes/\d+/$"))
        page.get_by_role("link", name="受理 …", exact=True).click()
        page.get_by_role("button", name="受理").click()
        page.get_by_role("link", name="决定并答复 …").click()
        page.fill("[name=answer]", "已转有关部门核查，请勿付款。")
        page.fill("[name=why]", "已转。")
        page.get_by_role("button", name="决定并答复").click()
        page.get_by_text("已办理并记入步骤").wait_for()
        assert "请勿付款" in page.locator("main").inner_text()
