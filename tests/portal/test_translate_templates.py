"""Words in templates: remembered by language, values escaped, percent signs as written."""

from django.template import engines
from django.urls import set_script_prefix
from django.utils import translation


def drawn(source, **context):
    return engines["jinja2"].from_string(source).render(context)


def test_translate_escapes_values_and_keeps_percent_signs():
    assert drawn('{{ _("Move “%(title)s”", title=title) }}', title="<b>") == "Move “&lt;b&gt;”"
    assert drawn('{{ _("100 %%") }} {% trans n=5 %}{{ n }} % of it{% endtrans %}') == "100 % 5 % of it"


def test_translate_speaks_the_language_of_each_request():
    assert drawn('{{ _("January") }}') == "January"
    with translation.override("de"):
        assert drawn('{{ _("January") }}') == "Januar"


def test_address_follows_the_script_prefix():
    assert drawn('{{ url("home") }}') == "/"
    try:
        set_script_prefix("/foyer/")
        assert drawn('{{ url("home") }}') == "/foyer/"
    finally:
        set_script_prefix("/")
