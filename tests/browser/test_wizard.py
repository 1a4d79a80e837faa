"""A clerk reports a case: on a telephone with a photograph, with the keyboard alone, and without JavaScript."""

import datetime
import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from stdnum.cn import uscc

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WIDE = {"viewport": {"width": 1280, "height": 900}}
STEP = re.compile(r"/admin/report/\d+/(\w+)/$")
SAVED = re.compile(r"已保存，\d\d:\d\d:\d\d")
LAW = ("《中华人民共和国招标投标法》", "第五十三条")


def credit_code(number):
    """A credit code that passes its check."""
    base = f"91500116MA9WXD{number:03d}"
    return base + uscc.calc_check_digit(base)


def photograph():
    """A small photograph-like JPEG."""
    output = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(output, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": output.getvalue()}


def day(days):
    """So many days ago."""
    return datetime.date.today() - datetime.timedelta(days=days)


@pytest.fixture
def clerk(visit, site):
    """The reporter of the development commission, signed in on a screen of the given kind."""

    def sign_in(**options):
        visitor = visit(site, **options)
        visitor.sign_in("reporter-fgw")
        return visitor

    return sign_in


def press(page, words):
    """Presses one of the buttons at the foot of a step."""
    page.locator(".report-ways").get_by_role("button", name=words).click()


def arrive(page, step):
    """Waits until a step is there: what is under way is saved before the page goes on."""
    page.wait_for_url(f"**/{step}/")


def wide_enough(page):
    """Nothing runs off the screen, and what is tapped is large enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for box in page.locator(".report .button:visible, .report select:visible").all():
        assert box.bounding_box()["height"] >= 43.5, box.inner_text()


def accessible(page):
    """No rule of axe is broken within the wizard."""
    found = Axe().run(page, context=".report", options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    assert not found, [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


def fill_decision(page, number):
    """The step of the decision; its rows and boxes too."""
    page.locator("#id_document_number").fill(number)
    page.locator("#id_decided_on").fill(day(20).isoformat())
    page.locator("input[name=severity][value=general]").check()
    page.locator("#id_notified_on").fill(day(30).isoformat())
    page.locator("#id_field").select_option(label="工程建设")
    page.locator("#id_violation_type").fill("串通投标")
    page.locator("#id_bases-0-law").fill(LAW[0])
    page.locator("#id_bases-0-article").fill(LAW[1])
    page.locator("input[name=penalty_types][value=fine]").check()
    page.locator("#id_penalty").fill("罚款三万元")


def fill_text(page):
    """The step of the text."""
    page.locator("#id_summary").fill("建筑企业串通投标，被罚款三万元。")
    page.locator("#id_process").fill("经查，当事人与他人约定报价。")
    page.locator("#id_impact_assessment").fill("公示可提醒同业，影响适度。")


def in_review(site, title):
    """Whether the case is in its unit's review."""
    sql = (
        "SELECT COUNT(*) FROM wagtailcore_workflowstate s JOIN wagtailcore_page p ON s.object_id = CAST(p.id AS TEXT) "
        "WHERE p.draft_title = ? AND s.status = 'in_progress'"
    )
    return site.first(sql, title) == 1


def test_on_a_telephone_with_a_photograph_left_and_resumed(clerk, site):
    page = clerk(**PHONE).open("/admin/reporting/")
    page.get_by_role("link", name="填报案例").click()
    wide_enough(page)
    accessible(page)
    page.get_by_role("button", name="失信惩戒案例").click()
    arrive(page, "decision")
    fill_decision(page, "津发改罚〔2026〕801号")
    page.locator("#id_fine").fill("三")
    # It saves by itself what is right, and says what is not.
    page.locator("#report-saved").filter(has_text="有1处填写有误").wait_for()
    wide_enough(page)
    accessible(page)
    press(page, "保存，下一步")
    page.locator("#id_fine_error").wait_for()
    assert page.locator("#id_fine").input_value() == "三"
    accessible(page)
    page.locator("#id_fine").fill("3")
    press(page, "保存，下一步")
    arrive(page, "subject")

    # A colleague calls: she leaves in the middle of a name, and it saves itself.
    name, code = "江津区鹮渡建筑有限公司", credit_code(1)
    page.locator("#id_subjects-0-name").press_sequentially(name)
    page.locator("#id_subjects-0-code").press_sequentially(code[:-1] + ("A" if code[-1] != "A" else "B"))
    page.get_by_text("校验码").first.wait_for()
    assert page.locator("#id_subjects-0-code_confirmed").is_visible()
    page.locator("#report-saved").filter(has_text=SAVED).wait_for()
    wide_enough(page)
    page.goto("/admin/")
    page.get_by_role("link", name="未填标题的失信惩戒案例").first.click()
    arrive(page, "subject")
    assert page.locator("#id_subjects-0-name").input_value() == name
    page.locator("#id_subjects-0-code").fill("")
    page.locator("#id_subjects-0-code").press_sequentially(code)
    page.get_by_text("代码校验通过").wait_for()
    assert not page.locator("#id_subjects-0-code_confirmed").is_visible()
    accessible(page)
    press(page, "保存，下一步")

    arrive(page, "text")
    title = f"{name}串通投标案"
    assert page.locator("#id_title").input_value() == title, "proposed from what is known"
    fill_text(page)
    page.locator("#id_situation").fill("联系电话13812345678。")
    page.get_by_text("看一个范例").first.click()
    wide_enough(page)
    accessible(page)
    press(page, "保存，下一步")

    arrive(page, "files")
    assert page.get_by_text("不得上传被处罚人员的照片").is_visible()
    assert page.locator("input[capture]").is_visible()
    page.locator("#id_upload-camera").set_input_files(photograph())
    page.locator("#id_upload-description").fill("工地入口的公示牌")
    page.get_by_role("button", name="上传，留在这一步").click()
    page.get_by_alt_text("工地入口的公示牌").wait_for()
    page.locator("#id_source_url").fill("https://example.gov.invalid/fgw/801.html")
    wide_enough(page)
    accessible(page)
    press(page, "保存，下一步")

    arrive(page, "check")
    assert page.get_by_text("内容已经齐全").is_visible()
    page.get_by_role("button", name="遮盖").click()
    page.get_by_text("隐私检查没有发现问题").wait_for()
    wide_enough(page)
    accessible(page)
    press(page, "提交审核")
    arrive(page, "reporting")
    assert page.locator("section", has=page.locator("#pile-review")).get_by_text(title).is_visible()
    assert in_review(site, title)


def reach(page, selector, *, most=120):
    """Presses Tab until the element is focused."""
    for _number in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by the keyboard")


def type_into(page, selector, text):
    """Goes to a field and types."""
    reach(page, selector)
    page.keyboard.insert_text(text)


def choose_date(page, selector, date):
    """Types a date into the segments of a date field, in the order this browser shows them."""
    reach(page, selector)
    for order in ("%m%d%Y", "%Y%m%d"):
        page.keyboard.type(date.strftime(order))
        if page.locator(selector).input_value() == date.isoformat():
            return
        page.keyboard.press("Shift+Tab")
        reach(page, selector)
    raise AssertionError(page.locator(selector).input_value())


def test_with_the_keyboard_alone(clerk, site):
    page = clerk(**WIDE).open("/admin/reporting/")
    reach(page, "a.report-begin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/report/")
    reach(page, "button[value=punishment]")
    page.keyboard.press("Enter")
    page.wait_for_url(STEP)
    type_into(page, "#id_document_number", "津发改罚〔2026〕802号")
    choose_date(page, "#id_decided_on", day(20))
    reach(page, "input[name=severity]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    choose_date(page, "#id_notified_on", day(30))
    reach(page, "#id_field")
    page.keyboard.press("ArrowDown")
    type_into(page, "#id_violation_type", "串通投标")
    type_into(page, "#id_bases-0-law", LAW[0])
    type_into(page, "#id_bases-0-article", LAW[1])
    reach(page, "input[name=penalty_types][value=fine]")
    page.keyboard.press("Space")
    type_into(page, "#id_fine", "3")
    page.keyboard.press("Enter")  # in a field: on to the next step, and no row is taken away
    page.wait_for_url("**/subject/")
    type_into(page, "#id_subjects-0-name", "江津区黼纹建筑有限公司")
    type_into(page, "#id_subjects-0-code", credit_code(2))
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/")
    type_into(page, "#id_summary", "建筑企业串通投标，被罚款三万元。")
    type_into(page, "#id_process", "经查，当事人与他人约定报价。")
    type_into(page, "#id_impact_assessment", "公示可提醒同业，影响适度。")
    reach(page, ".report-ways button[name=next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/files/")
    type_into(page, "#id_source_url", "https://example.gov.invalid/fgw/802.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    reach(page, "button[name=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/reporting/")
    assert in_review(site, "江津区黼纹建筑有限公司串通投标案")


def test_without_javascript(clerk, site):
    page = clerk(**WIDE, java_script_enabled=False).open("/admin/reporting/")
    page.get_by_role("link", name="填报案例").click()
    page.get_by_role("button", name="失信惩戒案例").click()
    fill_decision(page, "津发改罚〔2026〕803号")
    page.get_by_role("button", name="再加一条依据").click()
    page.locator("#id_bases-1-law").fill("《必须招标的工程项目规定》")
    page.locator("#id_bases-1-article").fill("第五条")
    press(page, "保存并离开")
    page.locator("section", has=page.locator("#pile-drafts")).get_by_role("link").nth(1).click()
    arrive(page, "subject")
    code = credit_code(3)
    page.locator("#id_subjects-0-name").fill("江津区缂丝建筑有限公司")
    page.locator("#id_subjects-0-code").fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    press(page, "保存，下一步")
    page.locator("#id_subjects-0-code_confirmed").check()
    press(page, "保存，下一步")
    fill_text(page)
    press(page, "保存，下一步")
    page.locator("#id_upload-photograph").set_input_files(photograph())
    page.locator("#id_upload-description").fill("工地入口的公示牌")
    page.locator("#id_source_url").fill("https://example.gov.invalid/fgw/803.html")
    press(page, "保存，下一步")
    press(page, "提交审核")
    arrive(page, "reporting")
    assert in_review(site, "江津区缂丝建筑有限公司串通投标案")


def test_a_lost_connection_loses_nothing(clerk):
    visitor = clerk(**WIDE)
    page = visitor.open("/admin/report/")
    page.get_by_role("button", name="守信激励案例").click()
    arrive(page, "decision")
    visitor.context.set_offline(True)
    page.locator("#id_honour").fill("守合同重信用企业")
    page.get_by_text("没有保存：网络断开了").wait_for()
    assert page.locator("#id_honour").input_value() == "守合同重信用企业"
    visitor.context.set_offline(False)
    page.locator("#report-saved").filter(has_text=SAVED).wait_for(timeout=20_000)
    page.reload()
    assert page.locator("#id_honour").input_value() == "守合同重信用企业"
    # What htmx says of the loss in the console is no fault of the page.
    visitor.faults = [fault for fault in visitor.faults if not fault.startswith("console: htmx:")]
