"""What the API says and hears, field by field."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.pages import selectors
from portal.pages.models import Page, Panel, Section
from widgets.models import Source

Id: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
Place: dict[str, Any] = {"min_value": 0, "max_value": 10_000, "required": False, "allow_null": True}
Name: dict[str, Any] = {"max_length": 120, "required": False, "allow_blank": True}
Flag: dict[str, Any] = {"required": False, "allow_null": True, "default": None}


# --- Answers ---------------------------------------------------------------------------------------------------------


class SourceRowShape(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    site_url = serializers.CharField()
    state = serializers.ChoiceField(Source.State.choices)
    error = serializers.CharField()
    fetched_at = serializers.DateTimeField(allow_null=True)


class PanelShape(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    settings = serializers.JSONField()
    settings_version = serializers.IntegerField()
    title = serializers.CharField()
    colour = serializers.CharField()
    collapsed = serializers.BooleanField()
    hide_header = serializers.BooleanField()
    density = serializers.ChoiceField(Panel.Density.choices)
    in_tabs = serializers.BooleanField(help_text="A tab of the panel above it.")
    unread_only = serializers.BooleanField(help_text="Shows only what you have not read.")
    entry_id = serializers.IntegerField(allow_null=True)
    sources = SourceRowShape(many=True)


class SectionShape(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    layout = serializers.ChoiceField(Section.Layout.choices)
    collapsed = serializers.BooleanField()
    columns = serializers.ListField(child=PanelShape(many=True))


class PageSummaryShape(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    slug = serializers.CharField()
    icon = serializers.CharField()
    colour = serializers.CharField()
    look = serializers.DictField(child=serializers.CharField())
    is_home = serializers.BooleanField()
    is_archived = serializers.BooleanField()
    follows = serializers.IntegerField(
        source="follows_id", allow_null=True, help_text="The template that decides what stands on the page."
    )
    version = serializers.IntegerField()
    is_template = serializers.SerializerMethodField(help_text="The page of nobody; changing it makes a copy.")

    def get_is_template(self, page: Page) -> bool:
        return page.owner_id is None


class PageShape(PageSummaryShape):
    """A page with its whole layout."""

    sections = serializers.SerializerMethodField()

    @extend_schema_field(SectionShape(many=True))
    def get_sections(self, page: Page) -> Any:
        return SectionShape(selectors.shown_sections(page.pk), many=True).data


class ChangeShape(serializers.Serializer):
    """What a change of a panel answers: the page with its new version, and the panel unless it is gone."""

    page = PageSummaryShape()
    panel = PanelShape(allow_null=True)


# --- Requests --------------------------------------------------------------------------------------------------------


class VersionShape(serializers.Serializer):
    version = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, help_text="The page's version as you saw it; or send If-Match."
    )


class NewPageShape(serializers.Serializer):
    title = serializers.CharField(max_length=60)
    icon = serializers.CharField(**Name)
    colour = serializers.CharField(**Name)


class PageChangeShape(VersionShape):
    title = serializers.CharField(max_length=60, required=False)
    icon = serializers.CharField(**Name)
    colour = serializers.CharField(**Name)
    look = serializers.DictField(
        required=False,
        child=serializers.CharField(allow_blank=True),
        help_text="How the page looks where that differs from the others: theme, palette, accent, background, size, "
        "typeface, density, contrast. Empty: like the others.",
    )
    is_home = serializers.BooleanField(**Flag, help_text="True makes this the home page instead of another.")


class PageOrderShape(serializers.Serializer):
    pages = serializers.ListField(child=serializers.IntegerField(**Id), max_length=100)


class NewSectionShape(VersionShape):
    page = serializers.IntegerField(**Id)
    layout = serializers.ChoiceField(Section.Layout.choices, default=Section.Layout.THREE)
    title = serializers.CharField(**Name)
    position = serializers.IntegerField(**Place)


class SectionChangeShape(VersionShape):
    layout = serializers.ChoiceField(Section.Layout.choices, required=False)
    title = serializers.CharField(**Name)
    collapsed = serializers.BooleanField(**Flag)


class SectionMoveShape(VersionShape):
    position = serializers.IntegerField(min_value=0, max_value=10_000)


class PanelPlaceShape(VersionShape):
    section = serializers.IntegerField(**Id, required=False, allow_null=True, source="section_id")
    column = serializers.IntegerField(**Place)
    position = serializers.IntegerField(**Place)


class PanelTabShape(VersionShape):
    into = serializers.IntegerField(**Id, help_text="The panel whose tabs it joins.")


class NoteShape(serializers.Serializer):
    text = serializers.CharField(allow_blank=True, trim_whitespace=False, max_length=1_000_000)
    base = serializers.CharField(
        allow_blank=True, allow_null=True, trim_whitespace=False, max_length=1_000_000, required=False,
        help_text="The text as you first saw it; without it yours takes the place of whatever is there.",
    )  # fmt: skip


class NewPanelShape(PanelPlaceShape):
    """An entry of the catalogue by its slug, or a kind; `settings` names only what shall differ from either's own."""

    page = serializers.IntegerField(**Id)
    entry = serializers.SlugField(required=False)
    kind = serializers.CharField(max_length=40, required=False)
    settings = serializers.DictField(required=False)
    title = serializers.CharField(**Name)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("entry" in attrs) == ("kind" in attrs):
            raise serializers.ValidationError("Send either an entry or a kind.")
        return attrs


class PanelChangeShape(VersionShape):
    settings = serializers.DictField(required=False, help_text="Only what differs from the present settings.")
    title = serializers.CharField(**Name)
    colour = serializers.CharField(**Name)
    collapsed = serializers.BooleanField(**Flag)
    hide_header = serializers.BooleanField(**Flag)
    density = serializers.ChoiceField(Panel.Density.choices, required=False, allow_blank=True)
    unread_only = serializers.BooleanField(**Flag)


class PanelActShape(serializers.Serializer):
    """What the type's verb wants to know, as text; for a list of things to do `item` or `text`."""

    values = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=10_000), required=False)


class PanelShiftShape(VersionShape):
    direction = serializers.ChoiceField(["up", "down", "left", "right"])


class PanelSendShape(VersionShape):
    page = serializers.IntegerField(**Id)
