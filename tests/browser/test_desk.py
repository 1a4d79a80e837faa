"""What an editor does in the desk, and that a citizen then finds it."""

import datetime
import io
import re

import pytest
from PIL import Image
from stdnum.cn import uscc

NAME = "江津区鼍鼓乐器有限公司"
REVIEWS = re.compile(r"/admin/cases/\d+/reviews/$")
TEXT = "经查，当事人使用未经检定的计量器具。"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def picture():
    """A small photograph-like PNG."""
    output = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(output, "PNG")
    return output.getvalue()


def credit_code():
    """A credit code that passes its check."""
    base = "91500116MA9EDTR00"
    return base + uscc.calc_check_digit(base)


@pytest.fixture
def desk(visit, site):
    """The editor, signed in."""
    editor = visit(site, viewport={"width": 1280, "height": 1000})
    editor.sign_in("editor")
    return editor


def new_case(desk):
    """The form of a new punishment case below the page of the market regulation bureau."""
    sql = "SELECT id FROM wagtailcore_page WHERE url_path LIKE '%/units/scjg/'"
    return desk.open(f"/admin/pages/add/cases/punishmentcasepage/{desk.site.first(sql)}/")


def open_upload(page):
    """Opens the chooser of the case's picture at its upload form."""
    page.locator("#id_picture-chooser [data-chooser-action-choose]").first.click()
    modal = page.locator(".modal-content")
    modal.get_by_role("tab").nth(1).click()
    return modal


def upload(modal, name, kind, content, title):
    """Fills the upload form of the chooser and sends it."""
    modal.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    modal.locator("input[name$=title]").fill(title)
    modal.locator("form:visible button[type=submit]").click()


def days_ago(days):
    """An ISO date."""
    return (datetime.date.today() - datetime.timedelta(days=days)).isoformat()


def write_section(page, text):
    """Adds the first named section (基本情况) with a paragraph, as the block menus offer them."""
    page.locator("[id*=body] button.c-sf-add-button").click()
    page.get_by_role("option", name="基本情况").click()
    page.locator("[data-streamfield-child] button.c-sf-add-button:visible").first.click()
    page.get_by_role("option", name="正文").click()
    page.locator("[data-streamfield-child] [role=textbox]").click()
    page.keyboard.insert_text(text)
    # The editor writes into its hidden field a moment after the last key.
    field = "document.querySelector('[name=body-0-value-content-0-value]')"
    saved = f"text => JSON.parse({field}.value)?.blocks[0].text === text"
    page.wait_for_function(saved, arg=text)


def fill_case(page):
    """Writes a whole case, tab by tab."""
    page.locator("#id_title").fill(f"{NAME}使用不合格计量器具案")
    page.locator("#id_summary").fill("乐器公司使用未经检定的计量器具，被罚款。")
    page.locator("#id_field").select_option(index=1)
    page.locator("#id_area").select_option("business")
    modal = open_upload(page)
    upload(modal, "scale.png", "image/png", picture(), "检定现场的计量器具")
    page.locator("#id_picture-chooser:not(.blank)").wait_for()
    write_section(page, TEXT)

    page.get_by_role("tab").nth(1).click()
    page.locator("#id_authority").select_option(index=1)
    page.locator("#id_document_number").fill("津市监处罚〔2026〕999号")
    page.locator("#id_decided_on").fill(days_ago(10))
    page.locator("#id_notified_on").fill(days_ago(20))
    page.locator("#id_severity").select_option("general")
    page.locator("#id_bases-ADD").click()
    page.locator("#id_bases-0-law").fill("《中华人民共和国计量法》")
    page.locator("#id_bases-0-article").fill("第二十六条")
    page.locator("#id_violation_type").fill("使用不合格计量器具")
    page.locator("input[name=penalty_types][value=fine]").check()
    page.locator("#id_penalty").fill("罚款一千元")

    page.get_by_role("tab").nth(2).click()
    page.locator("#id_subjects-0-name").fill(NAME)
    page.locator("#id_subjects-0-code").fill(credit_code())

    page.get_by_role("tab").nth(3).click()
    page.locator("#id_unit").select_option(label="江津区市场监管局")
    page.locator("#id_impact_assessment").fill("影响适度，公示有必要。")
    page.locator("#id_source_url").fill("https://www.jiangjin.gov.cn/decisions/999.html")


def pass_review(reviewer):
    """Goes from the home page of the desk over the locked editor to the review, and passes the case."""
    page = reviewer.page
    # Notices and the unit's desk lead straight to the reviews; Wagtail's own panel to the editor.
    page.locator("a[href*='/edit/']").filter(has_text=NAME).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    assert "任何人不能修改" in page.locator(".messages").inner_text()
    page.get_by_role("link", name="去审核").click()
    page.wait_for_url(REVIEWS)
    assert page.locator(".help-critical li").all_inner_texts() == []
    page.get_by_role("button", name="通过", exact=True).click()
    page.locator(".messages .success").wait_for()
    return page


def test_three_people_approve_and_citizens_find_it(visit, site):
    """From the reporter's form over unit, credit office and legal reviewer (on a telephone) to the public."""
    reporter = visit(site, viewport={"width": 1280, "height": 1000})
    reporter.sign_in("reporter-scjg")
    page = new_case(reporter)
    fill_case(page)
    submit = page.locator("button[name=action-submit]")
    page.locator("[data-controller~=w-dropdown]").filter(has=submit).get_by_role("button").first.click()
    submit.click()
    page.wait_for_url(REVIEWS)
    assert page.get_by_text(NAME).first.is_visible()
    assert page.locator(".help-critical li").all_inner_texts() == []
    for name, width in (("leader-scjg", 1280), ("editor", 1280), ("legal", 390)):
        reviewer = visit(site, viewport={"width": width, "height": 1000})
        reviewer.sign_in(name)
        page = pass_review(reviewer)
        assert page.get_by_role("button", name="通过", exact=True).count() == 0
    assert page.get_by_text("这一版本已登记公示").is_visible()

    for options in ({}, {"java_script_enabled": False}):
        citizen = visit(site, **options)
        found = citizen.open("/")
        found.locator("#home-q").fill("鼍鼓")
        found.locator("#home-q").press("Enter")
        found.locator("[data-kind=punishment]").get_by_role("link").click()
        assert NAME in found.locator("h1").inner_text()
        assert found.locator(".facts").get_by_text(credit_code()).is_visible()
        assert found.locator(".prose").get_by_text(TEXT).is_visible()
        shown = found.locator("article img")
        shown.scroll_into_view_if_needed()
        assert shown.get_attribute("alt")
        if not options:  # without JavaScript Playwright cannot ask the picture for its size
            found.wait_for_function("document.querySelector('article img').naturalWidth > 0")


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [("chart.svg", "image/svg+xml", SVG), ("photo.jpg", "image/jpeg", HTML)],
    ids=["svg", "html named jpg"],
)
def test_bad_upload_says_why_and_keeps_what_was_typed(desk, name, kind, content):
    page = new_case(desk)
    page.locator("#id_title").fill("尚未写完的案例")
    modal = open_upload(page)
    upload(modal, name, kind, content, "我写的标题")
    message = modal.locator(".error-message:visible, .errorlist:visible, .w-field__errors .error-message").first
    message.wait_for()
    assert re.search(r"[\u4e00-\u9fff]{4,}", message.inner_text())
    assert modal.locator("input[name$=title]").input_value() == "我写的标题"
    modal.locator("[data-dismiss=modal]").click()
    modal.wait_for(state="hidden")
    assert page.locator("#id_title").input_value() == "尚未写完的案例"
