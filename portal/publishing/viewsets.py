"""Articles and channels in the studio: their lists, filters and forms."""

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from portal.publishing import desk
from portal.publishing.forms import ArticleForm, ChannelForm
from portal.publishing.models import Article, Channel
from portal.publishing.notices import services as notices
from portal.publishing.notices.models import Notice

WIDE = "studio-wide"  # a column that a phone has no room for


class ArticleFilters(WagtailFilterSet):
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=list(desk.STAGES.items()), method="in_stage")

    class Meta:
        model = Article
        fields = ["channel"]

    def in_stage(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return desk.in_stage(queryset, value)


class ArticleList(IndexView):
    def _get_title_column(self, field_name: str, **kwargs: object) -> TitleColumn:
        column = super()._get_title_column(field_name, **kwargs)
        column.accessor = desk.latest_headline
        return column


class ArticleViewSet(SnippetViewSet):
    model = Article
    icon = "doc-full"
    base_url_path = "articles"
    add_to_admin_menu = True
    menu_label = _("Articles")
    menu_name = "articles"
    menu_order = 100
    copy_view_enabled = False
    index_view_class = ArticleList
    filterset_class = ArticleFilters
    search_fields = ["title", "summary"]
    search_backend_name = None
    list_per_page = 30
    list_display = [
        "title",
        Column("channel", label=_("Channel"), sort_key="channel__title", classname=WIDE),
        StatusTagColumn("stage", label=_("Stage"), accessor=desk.stage_words, primary=lambda article: article.live),
        DateColumn("scheduled_for", label=_("Goes live"), sort_key="scheduled_for", classname=WIDE),
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at", classname=WIDE),
        UpdatedAtColumn(label=_("Changed"), classname=WIDE),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title", classname="title", widget=forms.TextInput({"placeholder": _("Headline")})),
            FieldPanel("channel", widget=forms.Select),
            FieldPanel("summary", help_text=_("A sentence or two. Without it, the first words of the text stand in.")),
            FieldPanel("picture"),
            FieldPanel("picture_text", help_text=_("For those who cannot see it.")),
            FieldPanel("body"),
            FieldPanel("topics"),
            FieldPanel("author_name"),
            FieldPanel("is_pick"),
            PublishingPanel(),
        ],
        base_form_class=ArticleForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return desk.articles()


class ChannelViewSet(SnippetViewSet):
    model = Channel
    icon = "list-ul"
    base_url_path = "channels"
    add_to_admin_menu = True
    menu_label = _("Channels")
    menu_name = "channels"
    menu_order = 300
    copy_view_enabled = False
    list_display = [
        "title",
        Column("description", label=_("Description"), classname=WIDE),
        Column("published", label=_("Published articles"), sort_key="published"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title", classname="title", widget=forms.TextInput({"placeholder": _("Name")})),
            FieldPanel("description", help_text=_("One sentence for people who look for something to follow.")),
            FieldPanel("icon"),
            FieldPanel("language"),
        ],
        base_form_class=ChannelForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Channel]:
        return Channel.objects.annotate(published=Count("articles", filter=Q(articles__live=True)))


class NoticeViewSet(SnippetViewSet):
    model = Notice
    icon = "warning"
    base_url_path = "notices"
    add_to_admin_menu = True
    menu_label = _("Notices")
    menu_name = "notices"
    menu_order = 320
    copy_view_enabled = False
    list_display = [
        "title",
        DateColumn("ends_at", label=_("Ends"), sort_key="ends_at", classname=WIDE),
        Column("seen", label=_("Seen by"), sort_key="seen"),
    ]
    panels = [
        FieldPanel("title", classname="title", widget=forms.TextInput({"placeholder": _("Headline")})),
        FieldPanel("text"),
        FieldPanel("url"),
        FieldPanel("is_urgent"),
        FieldPanel("ends_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return notices.with_counts()


article_viewset, channel_viewset, notice_viewset = ArticleViewSet(), ChannelViewSet(), NoticeViewSet()
