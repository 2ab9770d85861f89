"""Suggestions and events over the API: what the portal guesses, and what people do."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.tokens import TokenAuthentication
from portal.api.base import ApiViewSet, language, me, person, told
from portal.api.shapes import Id
from portal.reading import for_you, services
from portal.reading.reasons import why
from recommender.events import EventData
from recommender.models import Event

EVENTS_AT_ONCE = 100


class SuggestedShape(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    why = serializers.CharField(help_text="The reason in words.")
    reason = serializers.DictField(help_text="The reason for machines: a code, and the names it mentions.")


class SuggestedItemShape(SuggestedShape):
    url = serializers.CharField()
    summary = serializers.CharField()
    image = serializers.CharField()
    published_at = serializers.DateTimeField()
    source_id = serializers.IntegerField()
    source_title = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    is_pick = serializers.BooleanField(help_text="One of the editors' picks.")


class SuggestedWidgetShape(SuggestedShape):
    slug = serializers.CharField()
    kind = serializers.CharField()
    description = serializers.CharField()
    icon = serializers.CharField()
    category = serializers.CharField()


class ForYouShape(serializers.Serializer):
    policy = serializers.CharField(help_text="How the list came about.")
    items = SuggestedItemShape(many=True)
    widgets = SuggestedWidgetShape(many=True)


class DismissShape(serializers.Serializer):
    """One of the two."""

    item = serializers.IntegerField(**Id, required=False)
    entry = serializers.IntegerField(**Id, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("Send either an item or an entry.")
        return attrs


class EventShape(serializers.Serializer):
    kind = serializers.ChoiceField(Event.Kind.choices)
    item = serializers.IntegerField(**Id, required=False, allow_null=True)
    entry = serializers.IntegerField(**Id, required=False, allow_null=True)
    place = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    position = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    request_id = serializers.UUIDField(required=False, allow_null=True)


class EventsShape(serializers.Serializer):
    events = serializers.ListField(child=EventShape(), max_length=EVENTS_AT_ONCE, allow_empty=False)


class RecordedShape(serializers.Serializer):
    recorded = serializers.IntegerField()
    dropped = serializers.IntegerField(help_text="Unknown, repeated, or more than a day can hold.")


class SuggestionApi(ApiViewSet):
    @extend_schema(responses=ForYouShape)
    def list(self, request: Request) -> Response:
        found = for_you.list_for(person(request), language())
        body = {
            "policy": found.policy,
            "items": [asdict(item) | {"why": why(item.reason)} for item in found.items],
            "widgets": [asdict(widget) | {"why": why(widget.reason)} for widget in found.widgets],
        }
        return Response(ForYouShape(body).data)

    @extend_schema(request=DismissShape, responses={204: None})
    @action(detail=False, methods=["post"])
    def dismiss(self, request: Request) -> Response:
        """It is gone at once and does not come back."""
        values = told(request, DismissShape)
        if "item" in values:
            services.hide_item(user=me(request), item_id=values["item"])
        else:
            services.dismiss_entry(user=me(request), entry_id=values["entry"])
        return Response(status=204)


class EventApi(ApiViewSet):
    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(request=EventsShape, responses={200: RecordedShape, 204: None})
    def create(self, request: Request) -> Response:
        """Records what the person did. About visitors nothing is recorded: 204."""
        user = person(request)
        if user is None:
            return Response(status=204)
        sent = told(request, EventsShape)["events"]
        recorded = services.record_events(user=user, told=[as_event(event) for event in sent])
        return Response({"recorded": recorded, "dropped": len(sent) - recorded})


def as_event(values: dict[str, Any]) -> EventData:
    return EventData(
        kind=values["kind"],
        item_id=values.get("item"),
        entry_id=values.get("entry"),
        place=values["place"],
        position=values.get("position"),
        request_id=values.get("request_id"),
    )
