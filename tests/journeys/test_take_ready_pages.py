"""Pages that others have arranged: an editor publishes one, readers follow it by finger and detach it; pages by interest by
keyboard; and all of it without a script."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from portal.pages import services
from portal.pages.gallery import services as gallery
from portal.pages.gallery.tasks import update_followers
from tests.browser.hands import panel, press
from tests.chromium import PHONE, PLAIN
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


@pytest.fixture
def town(staff):
    """What the chief editor has arranged and may publish."""
    page = services.create_page(user=staff["chief"], title="Town", icon="house").page
    desk.add(staff["chief"], page, "Market days")
    return page


def follows(page: Page):
    return page.get_by_text("This page follows “Our town”")


def test_publish_a_page_and_follow_it_by_finger(server, visit, reader, home, staff, town):
    editor = visit(staff["chief"])
    editor.goto(f"{server.url}/templates/")
    editor.get_by_role("link", name="Publish as a template : Town").click()
    editor.locator("#dialog").get_by_label("Name").fill("Our town")
    editor.locator("#dialog").get_by_label("What it is good for").fill("What happens here.")
    editor.locator("#dialog").get_by_role("button", name="Publish").click()
    expect(editor.locator(".toast")).to_contain_text("It is offered to everybody now.")

    phone = visit(reader, **PHONE)
    phone.locator(".bottom-bar").get_by_role("link", name="Pages").tap()
    phone.get_by_role("link", name="Ready-made pages").tap()
    phone.get_by_role("link", name="Our town").tap()
    expect(phone.get_by_text("What happens here.")).to_be_visible()
    phone.get_by_role("button", name="Follow", exact=True).tap()
    expect(phone.locator(".toast")).to_contain_text("You follow “Our town”.")
    expect(phone.get_by_role("heading", name="Market days")).to_be_visible()
    expect(phone.get_by_role("link", name="Arrange this page")).to_have_count(0)
    expect(phone.get_by_role("link", name="Write")).to_be_hidden()
    expect(phone).to_have_url(f"{server.url}/p/our-town/")

    desk.add(staff["chief"], town, "Fair")
    editor.get_by_role("button", name="Publish the next edition").click()
    expect(editor.locator(".toast").last).to_contain_text("Edition 2 is published.")
    expect(editor.get_by_text("followed by 1")).to_be_visible()
    update_followers()
    expect(panel(phone, "Fair")).to_be_visible()

    phone.get_by_role("button", name="Detach it").tap()
    expect(follows(phone)).to_have_count(0)
    phone.get_by_role("link", name="Arrange this page").tap()
    panel(phone, "Market days").get_by_role("group").get_by_role("button", name="Remove").tap()
    expect(panel(phone, "Market days")).to_have_count(0)
    desk.add(staff["chief"], town, "Choir")
    gallery.publish_edition(user=staff["chief"], template_id=gallery.PageTemplate.objects.get().pk)
    update_followers()
    assert desk.titles(reader.pages.get(title="Our town")) == [[["Fair"], [], []]]


def test_choose_interests_by_keyboard(server, visit, reader, home):
    call_command("catalogue", verbosity=0)
    page = visit(reader)
    page.goto(f"{server.url}/pages/gallery/")
    press(page, "[name=interest][value=science]", "Space")
    press(page, "a[href='/pages/gallery/kitchen/']")
    expect(page.get_by_role("heading", name="Kitchen Preview")).to_be_visible()
    page.go_back()
    expect(page.locator("[value=science]")).to_be_checked()
    press(page, "[name=interest][value=kitchen]", "Space")
    press(page, "form.box button.primary")
    expect(page.locator(".toast")).to_contain_text("2 pages are made.")
    expect(page.locator(".tab-title")).to_have_text(["Home", "Science", "Kitchen"])
    expect(page.locator(".tab[aria-current]")).to_have_text("Science")
    expect(panel(page, "Quanta Magazine")).to_be_visible()


def test_take_ready_pages_without_a_script(server, visit, staff, town):
    call_command("catalogue", verbosity=0)
    gallery.publish_template(user=staff["chief"], page_id=town.pk, title="Our town")
    page = visit(**PLAIN)
    page.goto(f"{server.url}/pages/gallery/")
    page.get_by_role("button", name="Make these pages").click()
    expect(page.get_by_role("alert")).to_have_text("Choose at least one.")
    page.get_by_label("Games").check()
    page.get_by_role("button", name="Make these pages").click()
    expect(page.locator(".tab[aria-current]")).to_have_text("Games")

    page.goto(f"{server.url}/pages/gallery/")
    page.get_by_role("button", name="Follow : Our town").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".tab-title")).to_have_text(["Home", "Games"])
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(follows(page)).to_be_visible()
    expect(page.get_by_role("link", name="Write")).to_be_hidden()
    page.get_by_role("button", name="Detach it").click()
    expect(page.get_by_text("This page is yours to arrange now.")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(follows(page)).to_be_visible()
    page.goto(f"{server.url}/pages/gallery/")
    page.get_by_role("button", name="Use a copy : Our town").click()
    expect(page.get_by_role("link", name="Arrange this page")).to_be_visible()
    expect(page.locator(".tab-title")).to_have_text(["Home", "Games", "Our town", "Our town"])
