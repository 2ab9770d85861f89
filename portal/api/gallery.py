"""Ready-made pages and page templates over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, language, me, person, told
from portal.api.pages import shown
from portal.api.shapes import Id, Name, PageShape, PageSummaryShape
from portal.pages.gallery import selectors, services
from portal.pages.gallery.interests import Interest, add_interests, all_interests
from portal.pages.gallery.models import PageTemplate


class InterestShape(serializers.Serializer):
    slug = serializers.CharField()
    icon = serializers.CharField()
    title = serializers.SerializerMethodField()

    def get_title(self, interest: Interest) -> str:
        return interest.title(language())


class InterestsShape(serializers.Serializer):
    interests = serializers.ListField(child=serializers.SlugField(), min_length=1, max_length=30)


class TemplateShape(serializers.ModelSerializer):
    class Meta:
        model = PageTemplate
        fields = ("id", "title", "description", "language", "icon", "colour", "version", "withdrawn_at")
        read_only_fields = fields


class TemplateWordsShape(serializers.Serializer):
    title = serializers.CharField(max_length=60, required=False)
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=10, required=False, allow_blank=True)


class NewTemplateShape(serializers.Serializer):
    page = serializers.IntegerField(**Id, source="page_id")
    title = serializers.CharField(max_length=60)
    description = serializers.CharField(**Name)
    language = serializers.CharField(max_length=10, required=False, allow_blank=True)


class EditionShape(serializers.Serializer):
    page = serializers.IntegerField(
        **Id, source="page_id", required=False, help_text="Another of your pages than the last edition was made from."
    )


class InterestApi(ApiViewSet):
    """Ready-made pages; what is chosen is added, and nothing that is there changes."""

    @extend_schema(responses=InterestShape(many=True))
    def list(self, request: Request) -> Response:
        return Response(InterestShape(list(all_interests().values()), many=True).data)

    @extend_schema(request=InterestsShape, responses={201: PageSummaryShape(many=True)})
    def create(self, request: Request) -> Response:
        slugs = told(request, InterestsShape)["interests"]
        made = add_interests(user=author(request), slugs=slugs, language=language())
        return Response(PageSummaryShape(made, many=True).data, status=201)


class TemplateApi(ApiViewSet):
    """Page templates that editors publish. Only editors who may publish can change them."""

    @extend_schema(responses=TemplateShape(many=True))
    def list(self, request: Request) -> Response:
        """What is offered; for editors the withdrawn ones too."""
        user = person(request)
        is_editor = user is not None and user.has_perm(services.RIGHT)
        offers = selectors.edited_templates() if is_editor else selectors.offered_templates(language())
        return Response(TemplateShape([offer.template for offer in offers], many=True).data)

    @extend_schema(request=NewTemplateShape, responses={201: TemplateShape})
    def create(self, request: Request) -> Response:
        values: dict[str, Any] = told(request, NewTemplateShape)
        return Response(TemplateShape(services.publish_template(user=me(request), **values)).data, status=201)

    @extend_schema(request=TemplateWordsShape, responses=TemplateShape)
    def partial_update(self, request: Request, pk: int) -> Response:
        values = told(request, TemplateWordsShape)
        return Response(TemplateShape(services.update_template(user=me(request), template_id=pk, **values)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Withdraws it; the pages that follow it stay as they are."""
        services.withdraw_template(user=me(request), template_id=pk)
        return Response(status=204)

    @extend_schema(request=None, responses=TemplateShape)
    @action(detail=True, methods=["post"])
    def offer(self, request: Request, pk: int) -> Response:
        """Takes a withdrawal back."""
        return Response(TemplateShape(services.offer_template(user=me(request), template_id=pk)).data)

    @extend_schema(request=EditionShape, responses=TemplateShape)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """The next edition; pages that follow the template become it."""
        edition = services.publish_edition(user=me(request), template_id=pk, **told(request, EditionShape))
        return Response(TemplateShape(edition.template).data)

    @extend_schema(request=None, responses={201: PageShape})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: int) -> Response:
        return shown(services.copy_template(user=author(request), template_id=pk).page, status=201)

    @extend_schema(request=None, responses={201: PageShape})
    @action(detail=True, methods=["post"])
    def follow(self, request: Request, pk: int) -> Response:
        return shown(services.follow_template(user=author(request), template_id=pk).page, status=201)
