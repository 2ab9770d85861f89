"""What a person tells the guess over the API: tastes, how the list is made, what is remembered."""

from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, me, told
from portal.errors import InvalidSettings
from portal.tastes import services
from portal.tastes.about import about_of, name_of, read_about, write_about
from portal.tastes.remembered import number_in
from recommender import events, history, inference, preferences, tuning
from recommender.models import Preference, Tuning

ABOUT = "Like `topic:baking`, `source:7`, `item:12` or `entry:3`."


class AboutShape(serializers.Serializer):
    about = serializers.CharField(max_length=120, help_text=ABOUT)


class StateShape(AboutShape):
    direction = serializers.ChoiceField(Preference.Direction.choices)
    until = serializers.DateTimeField(required=False, allow_null=True)


class StatedShape(StateShape):
    name = serializers.CharField()


class InferredShape(AboutShape):
    name = serializers.CharField()
    weight = serializers.FloatField(help_text="From -1 to 1.")
    reads = serializers.IntegerField(help_text="How many things it is concluded from.")


class TastesShape(serializers.Serializer):
    stated = StatedShape(many=True)
    inferred = InferredShape(many=True)


class TuningShape(serializers.Serializer):
    surprise = serializers.FloatField(min_value=0, max_value=1, help_text="0 is familiar, 1 surprising.")
    timeless = serializers.FloatField(min_value=0, max_value=1, help_text="0 is fresh, 1 timeless.")
    order = serializers.ChoiceField(Tuning.Order.choices)
    is_paused = serializers.BooleanField(read_only=True)
    paused_until = serializers.DateTimeField(read_only=True, allow_null=True)


class PauseShape(serializers.Serializer):
    span = serializers.ChoiceField(sorted(services.PAUSES))


class DeedShape(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    title = serializers.CharField(allow_null=True)
    item_id = serializers.IntegerField(allow_null=True)
    entry_id = serializers.IntegerField(allow_null=True)
    place = serializers.CharField()


class TasteApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=TastesShape)
    def list(self, request: Request) -> Response:
        """What was said and what is concluded, apart."""
        user = me(request)
        body = {
            "stated": [as_stated(one) for one in preferences.stated(user)],
            "inferred": [
                {"about": write_about(one.about), "name": one.title, "weight": one.weight, "reads": one.reads}
                for one in inference.inferred(user)
            ],
        }
        return Response(TastesShape(body).data)

    @extend_schema(request=StateShape, responses={201: StatedShape})
    def create(self, request: Request) -> Response:
        """Says it, instead of what was said of the same thing before."""
        said = told(request, StateShape)
        stated = services.state_taste(
            user=me(request), about=read_about(said["about"]), direction=said["direction"], until=said.get("until")
        )
        return Response(StatedShape(as_stated(stated)).data, status=201)

    @extend_schema(request=AboutShape, responses={204: None})
    @action(detail=False, methods=["post"])
    def withdraw(self, request: Request) -> Response:
        services.withdraw_taste(user=me(request), about=read_about(told(request, AboutShape)["about"]))
        return Response(status=204)


def as_stated(one: Preference) -> dict[str, Any]:
    about = about_of(one)
    return {"about": write_about(about), "name": name_of(about), "direction": one.direction, "until": one.until}


class TuningApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=TuningShape)
    def list(self, request: Request) -> Response:
        return Response(as_tuned(request))

    @extend_schema(request=TuningShape, responses=TuningShape)
    def partial_update(self, request: Request) -> Response:
        shape = TuningShape(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        services.tune_list(user=me(request), **shape.validated_data)
        return Response(as_tuned(request))

    @extend_schema(request=PauseShape, responses=TuningShape)
    def pause(self, request: Request) -> Response:
        """Nothing is noted for so long."""
        services.pause_learning(user=me(request), span=told(request, PauseShape)["span"])
        return Response(as_tuned(request))

    @extend_schema(request=None, responses=TuningShape)
    def resume(self, request: Request) -> Response:
        services.resume_learning(user=me(request))
        return Response(as_tuned(request))


def as_tuned(request: Request) -> dict[str, Any]:
    tuned = tuning.of(me(request))
    return {**TuningShape(tuned).data, "is_paused": events.is_paused(me(request))}


class RememberedApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(parameters=[OpenApiParameter("before", int)], responses=DeedShape(many=True))
    def list(self, request: Request) -> Response:
        """The newest first, fifty at a time; `before` is the id of the last one seen."""
        told_ = history.of(me(request), before=number_in(request.query_params.get("before", "")))
        return Response(DeedShape(told_, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("about", str, description=ABOUT),
            OpenApiParameter("day", date),
            OpenApiParameter("everything", bool, description="All of it; `statements` too, if that is given."),
            OpenApiParameter("statements", bool),
        ],
        responses={200: {"type": "object", "properties": {"forgotten": {"type": "integer"}}}},
    )
    def forget(self, request: Request) -> Response:
        """For good: one thing, one day, or everything."""
        return Response({"forgotten": forgotten(request)})


def forgotten(request: Request) -> int:
    user, wanted = me(request), request.query_params
    if wanted.get("everything") in {"1", "true"}:
        return services.forget_everything(user=user, with_statements=wanted.get("statements") in {"1", "true"})
    if day := wanted.get("day"):
        try:
            return services.forget_day(user=user, day=date.fromisoformat(day))
        except (ValueError, OverflowError):
            raise InvalidSettings({"day": ["Write it like 2026-11-28."]}) from None
    return services.forget_thing(user=user, about=read_about(wanted.get("about", "")))
