"""Rules over the API: what a person mutes and highlights."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, me, told
from portal.reading.rules import selectors, services
from portal.reading.rules.models import Rule


class RuleShape(serializers.ModelSerializer):
    class Meta:
        model = Rule
        fields = ["id", "verb", "what", "value", "page", "panel", "until", "created_at"]


class NewRuleShape(serializers.Serializer):
    verb = serializers.ChoiceField(Rule.Verb.choices)
    what = serializers.ChoiceField(Rule.What.choices)
    value = serializers.CharField(max_length=200)
    page = serializers.IntegerField(required=False, allow_null=True, help_text="Only on this page.")
    panel = serializers.IntegerField(required=False, allow_null=True, help_text="Only in this panel.")
    until = serializers.DateField(required=False, allow_null=True, help_text="The last day on which it holds.")


class RuleApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=RuleShape(many=True))
    def list(self, request: Request) -> Response:
        """All of them, also those that are over."""
        return Response(RuleShape(selectors.rules_of(me(request)), many=True).data)

    @extend_schema(request=NewRuleShape, responses={201: RuleShape})
    def create(self, request: Request) -> Response:
        """The same rule sent again is that rule, until the new day."""
        said = told(request, NewRuleShape)
        scope = {"page_id": said.pop("page", None), "panel_id": said.pop("panel", None)}
        return Response(RuleShape(services.make_rule(user=me(request), **said, **scope)).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        services.remove_rule(user=me(request), rule_id=pk)
        return Response(status=204)

    @extend_schema(request=None, responses=RuleShape)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        return Response(RuleShape(services.restore_rule(user=me(request), rule_id=pk)).data)
