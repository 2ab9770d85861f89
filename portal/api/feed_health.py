"""How one's feeds do, over the API."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, me, told
from portal.reading.health import selectors, services


class FindingShape(serializers.Serializer):
    name = serializers.CharField(help_text="To be chosen by.")
    trouble = serializers.CharField(help_text="dead, moved, twice or silent.")
    panel_id = serializers.IntegerField(source="panel.pk")
    source_id = serializers.IntegerField(source="source.pk")
    title = serializers.CharField(source="source.title")
    moved_to = serializers.CharField(source="source.moved_to")
    can_be_mended = serializers.BooleanField()
    can_be_removed = serializers.BooleanField(help_text="False where its panel shows others, and names it otherwise.")
    since = serializers.DateTimeField(allow_null=True, help_text="When it last was well, or last had something new.")


class ChosenShape(serializers.Serializer):
    chosen = serializers.ListField(child=serializers.CharField(max_length=50), max_length=1000)


class MendedShape(serializers.Serializer):
    count = serializers.IntegerField()
    before = serializers.DictField(
        child=serializers.IntegerField(), help_text="The version of each page before; restore it to take this back."
    )


class FeedHealthApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=FindingShape(many=True))
    def list(self, request: Request) -> Response:
        """What is dead, moved, there twice, or silent."""
        return Response(FindingShape(selectors.examine(me(request), timezone.now()), many=True).data)

    @extend_schema(request=ChosenShape, responses=MendedShape)
    @action(detail=False, methods=["post"])
    def mend(self, request: Request) -> Response:
        """What moved is asked at its new address; what is there twice goes."""
        made = services.mend(user=me(request), **told(request, ChosenShape))
        return Response(MendedShape(made).data)

    @extend_schema(request=ChosenShape, responses=MendedShape)
    @action(detail=False, methods=["post"])
    def remove(self, request: Request) -> Response:
        """A panel that has no other source goes with it."""
        made = services.remove(user=me(request), **told(request, ChosenShape))
        return Response(MendedShape(made).data)
