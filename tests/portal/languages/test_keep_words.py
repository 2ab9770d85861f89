"""The catalogues hold what the portal says: no stale compiled file, no lost placeholder, every kind of template read."""

import pytest

from portal.languages import catalogues

#: Languages in which every word is said. A language joins when its catalogue is done, and stays complete from then on.
COMPLETE: list[str] = ["ar", "de"]


@pytest.fixture(scope="module")
def words():
    return catalogues.found()


@pytest.mark.parametrize("language", catalogues.languages())
def test_catalogue_is_compiled_and_keeps_its_placeholders(language):
    assert list(catalogues.faults(language)) == []


def test_complete_catalogues_say_every_word(words):
    assert [fault for language in COMPLETE for fault in catalogues.missing(language, words)] == []


def test_words_are_found_in_code_pages_widgets_and_the_studio(words):
    places = {path for message in words for path, _line in message.locations}
    for part in ("portal/errors.py", "templates/base.html", "widgets/types/weather/widget.py", "templates/django/"):
        assert any(place.startswith(part) for place in places), part
    assert any("/templates/" in place and place.startswith("widgets/") for place in places)


@pytest.mark.parametrize(
    ("said", "is_fine"),
    [("%(count)d Seiten", True), ("%(zahl)d Seiten", False), ("%(count)s Seiten", False), ("Seiten", False)],
)
def test_a_translation_with_other_placeholders_is_a_fault(said, is_fine):
    catalog = catalogues.Catalog(locale="de")
    message = catalog.add("You have %(count)d pages.", said)
    assert (list(catalogues._format_faults(catalog, message)) == []) is is_fine
