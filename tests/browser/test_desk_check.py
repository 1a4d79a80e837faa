"""While a case is typed, the editor tells what is missing and what must not be published, beside the fields."""

import pytest

from tests.browser.test_desk import desk, new_case, write_section  # noqa: F401 - a fixture

PHONE = "13812345678"


@pytest.fixture
def form(desk):  # noqa: F811
    """The form of a new case, once Wagtail watches it for changes (two seconds after it was loaded)."""
    page = new_case(desk)
    page.wait_for_timeout(2500)
    return page


def test_hints_stand_beside_fields_and_blocks_and_mask_at_a_click(form):
    form.locator("#id_title").fill(f"某公司未履行义务案，电话{PHONE}")
    title = form.locator('[data-contentpath="title"]')
    title.locator(".desk-hint-finding").wait_for()
    assert "138****5678" in title.locator(".desk-hint-finding").inner_text()
    form.locator('[data-contentpath="document_number"] .desk-hint-missing').wait_for(state="attached")
    write_section(form, "当事人手机13987654321。")
    found = form.locator('[data-contentpath="body"] [data-contentpath="content"] .desk-hint-finding')
    found.wait_for()
    assert "139****4321" in found.inner_text()
    form.locator(".desk-check summary").click()
    form.locator(".desk-check li", has_text="缺少行政处罚决定文书号").get_by_role("button", name="决定").click()
    form.wait_for_function("document.activeElement.name === 'document_number'")
    form.get_by_role("tab", name="正文").click()
    title.get_by_role("button", name="遮盖").focus()
    with form.expect_navigation():
        form.keyboard.press("Enter")
    assert form.locator("#id_title").input_value() == "某公司未履行义务案，电话138****5678"


def test_enter_in_a_field_masks_nothing(form):
    form.locator("#id_title").fill(f"某公司案，电话{PHONE}")
    form.locator('[data-contentpath="title"] .desk-hint-finding').wait_for()
    form.locator("#id_title").focus()
    with form.expect_navigation():
        form.keyboard.press("Enter")
    assert form.locator("#id_title").input_value() == f"某公司案，电话{PHONE}"
