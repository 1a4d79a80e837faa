"""The search field's suggestions by keyboard, finger, input method and ear."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import check_axe

TYPED = "江津"
SUGGEST = re.compile(r"/search/suggest/")


class Field:
    """The home page's search field and what hangs on it."""

    def __init__(self, page):
        self.page = page
        self.input = page.get_by_role("combobox")
        self.list = page.get_by_role("listbox")
        self.options = page.get_by_role("option")
        self.status = page.locator(".search-line [role=status]")

    def type(self, text, count=None):
        """Types and waits for the list."""
        self.input.press_sequentially(text)
        expect(self.options.first).to_be_visible()
        return self

    def press(self, *keys):
        """Presses keys, one after the other."""
        for key in keys:
            self.input.press(key)

    @property
    def chosen(self):
        """The number of the chosen option as a screen reader is told it; None where the field has its turn."""
        name = self.input.get_attribute("aria-activedescendant")
        selected = self.page.locator("[role=option][aria-selected=true]")
        assert selected.count() == (1 if name else 0)
        if name is None:
            return None
        assert selected.get_attribute("id") == name
        return int(name.rpartition("-")[2])


@pytest.fixture
def field(visitor):
    """The field on the home page."""
    return Field(visitor.open("/"))


def test_it_is_told_what_it_is(field):
    assert field.input.get_attribute("aria-autocomplete") == "list"
    assert field.input.get_attribute("aria-expanded") == "false"
    field.type(TYPED)
    assert field.input.get_attribute("aria-expanded") == "true"
    assert field.input.get_attribute("aria-controls") == field.list.get_attribute("id")
    assert field.list.get_attribute("aria-label") == "搜索建议"
    groups = field.page.locator("[role=listbox] > [role=group]")
    names = [field.page.locator(f"#{group.get_attribute('aria-labelledby')}").inner_text() for group in groups.all()]
    assert names
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", name) for name in names)
    assert field.page.locator("[role=group] > [role=option]").count() == field.options.count()


def test_the_count_is_said(field):
    assert field.status.get_attribute("role") == "status"
    field.type(TYPED)
    expect(field.status).to_have_text(f"有 {field.options.count()} 条建议，可用上下方向键选择。")
    field.press("Escape")
    expect(field.status).to_have_text("")
    field.input.fill("没有这样的词")
    expect(field.status).to_have_text("没有建议。")
    assert field.input.get_attribute("aria-expanded") == "false"


def test_arrows_go_round_by_way_of_the_field(field):
    last = field.type(TYPED).options.count() - 1
    assert field.chosen is None
    field.press("ArrowDown")
    assert field.chosen == 0
    field.press("ArrowDown", "ArrowUp", "ArrowUp")
    assert field.chosen is None
    field.press("ArrowUp")
    assert field.chosen == last
    field.press("ArrowDown")
    assert field.chosen is None
    assert field.input.input_value() == TYPED


@pytest.mark.parametrize(("key", "cursor"), [("Home", 0), ("End", 2), ("ArrowLeft", 1)])
def test_keys_of_the_text_go_back_to_the_field(field, key, cursor):
    field.type(TYPED).press("ArrowDown", key)
    assert field.chosen is None
    expect(field.list).to_be_visible()
    assert field.input.evaluate("field => field.selectionStart") == cursor


def test_typing_goes_back_to_the_field(field):
    field.type(TYPED).press("ArrowDown")
    field.input.press_sequentially("区")
    assert field.chosen is None
    expect(field.input).to_have_value("江津区")


def test_escape_closes_and_then_clears(field):
    field.type(TYPED).press("Escape")
    expect(field.list).to_be_hidden()
    expect(field.input).to_have_value(TYPED)
    field.press("Escape")
    expect(field.input).to_have_value("")


def test_alt_and_arrows_open_and_close(field):
    field.type(TYPED).press("Escape", "Alt+ArrowDown")
    expect(field.list).to_be_visible()
    assert field.chosen is None
    field.press("Alt+ArrowUp")
    expect(field.list).to_be_hidden()
    field.press("ArrowDown")
    expect(field.list).to_be_visible()
    assert field.chosen == 0


def test_enter_follows_the_chosen_one_and_else_searches(field):
    field.type(TYPED).press("ArrowDown")
    url = field.options.first.get_attribute("data-url")
    field.press("Enter")
    field.page.wait_for_url(f"**{url}")
    field.page.go_back()
    field.input.fill("")
    field.type(TYPED).press("Enter")
    field.page.wait_for_url(re.compile(r"/search/\?q="))


def test_tab_leaves_and_closes(field):
    field.type(TYPED).press("ArrowDown", "Tab")
    expect(field.list).to_be_hidden()
    expect(field.page.get_by_role("button", name="搜索")).to_be_focused()
    assert field.input.get_attribute("aria-activedescendant") is None


def test_a_click_follows(field):
    field.type(TYPED)
    url = field.options.nth(1).get_attribute("data-url")
    field.options.nth(1).click()
    field.page.wait_for_url(f"**{url}")


def test_what_was_typed_is_marked(field):
    field.type("江津区 有限")
    for option in field.options.all():
        marked = option.locator("mark").all_inner_texts()
        assert set(marked) <= {"江津区", "有限"}
    assert field.list.locator("mark").count() >= 2


@pytest.mark.parametrize("typed", ["jiangj", "jjq", "JiangJin"])
def test_letters_are_heard(field, typed):
    field.type(typed)
    assert all("江津" in text or "江" in text for text in field.options.all_inner_texts())


@pytest.mark.parametrize("typed", ["<b>x", "(", "[a", "\\", "*", "江津(", '"江津"', "~~"])
def test_signs_do_no_harm(field, typed):
    field.input.press_sequentially(typed)
    field.page.wait_for_timeout(400)
    expect(field.input).to_have_value(typed)


def test_nothing_is_asked_while_an_input_method_composes(field):
    asked = []
    field.page.on("request", lambda request: asked.append(request.url) if SUGGEST.search(request.url) else None)
    session = field.page.context.new_cdp_session(field.page)
    field.input.focus()
    for composed in ("j", "ji", "jiang", "jiangjin"):
        session.send("Input.imeSetComposition", {"text": composed, "selectionStart": 8, "selectionEnd": 8})
    field.page.wait_for_timeout(300)
    assert asked == []
    session.send("Input.insertText", {"text": TYPED})
    expect(field.options.first).to_be_visible()
    expect(field.input).to_have_value(TYPED)
    assert len(asked) == 1


def test_an_answer_that_comes_late_is_dropped(field):
    def late(route):
        if "%E6%B1%9F%E6%B4%A5&" in route.request.url + "&":  # the first question is answered last
            time.sleep(0.8)
        route.continue_()

    field.page.route(SUGGEST, late)
    field.input.press_sequentially(TYPED)
    field.page.wait_for_timeout(200)
    field.input.fill("没有这样的词")
    field.page.wait_for_timeout(1200)
    expect(field.list).to_be_hidden()
    expect(field.status).to_have_text("没有建议。")


def test_a_failing_server_leaves_the_form(visit, site):
    field = Field(visit(site).open("/"))
    field.page.route(SUGGEST, lambda route: route.abort())
    field.input.press_sequentially(TYPED)
    field.page.wait_for_timeout(300)
    expect(field.list).to_be_hidden()
    field.press("Enter")
    field.page.wait_for_url(re.compile(r"/search/\?q="))


@pytest.mark.parametrize(
    ("options", "smallest"),
    [
        ({"viewport": {"width": 1280, "height": 800}}, 24),
        ({"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}, 44),
        ({"viewport": {"width": 320, "height": 256}}, 24),
    ],
    ids=["wide", "phone", "400 %"],
)
def test_targets_screens_and_axe_while_it_is_open(visit, site, options, smallest):
    field = Field(visit(site, **options).open("/")).type(TYPED)
    field.press("ArrowDown")
    boxes = [option.bounding_box() for option in field.options.all()]
    assert min(box["height"] for box in boxes) >= smallest
    width = options["viewport"]["width"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert field.page.evaluate("document.documentElement.scrollWidth") <= width
    field.press("ArrowUp", "ArrowUp")
    expect(field.options.last).to_be_in_viewport()
    check_axe(field.page)


def test_a_finger_follows(visit, site):
    field = Field(visit(site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("/"))
    url = field.type(TYPED).options.first.get_attribute("data-url")
    field.options.first.tap()
    field.page.wait_for_url(f"**{url}")


def test_without_scripts_the_form_searches(visit, site):
    page = visit(site, java_script_enabled=False).open("/")
    page.get_by_role("searchbox").fill(TYPED)
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url(re.compile(r"/search/\?q="))
    assert page.locator("[data-total]").count() == 1
