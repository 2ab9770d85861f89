"""A person's own affairs over the API: profile, tokens, sessions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.models import AccessToken, Session, User
from portal.accounts.tokens import TokenAuthentication
from portal.api.access import IsMember
from portal.api.base import ApiViewSet, me, told


class ProfileShape(serializers.ModelSerializer):
    place = serializers.DictField(
        required=False, allow_null=True, help_text="name, latitude, longitude and timezone; null for none."
    )
    look = serializers.DictField(
        required=False, help_text="accent, background, size, typeface, density, contrast; only what is not as usual."
    )

    class Meta:
        model = User
        fields = ["email", "is_guest", *services.PROFILE_FIELDS]
        read_only_fields = ["email", "is_guest"]


class TokenShape(serializers.ModelSerializer):
    class Meta:
        model = AccessToken
        fields = ["id", "name", "created_at", "last_used_at"]
        read_only_fields = ["created_at", "last_used_at"]


class NewTokenShape(TokenShape):
    secret = serializers.CharField(read_only=True, help_text="Shown once and never again.")

    class Meta(TokenShape.Meta):
        fields = [*TokenShape.Meta.fields, "secret"]


class SessionShape(serializers.ModelSerializer):
    is_this_one = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["created_at", "expire_date", "is_this_one"]

    def get_is_this_one(self, session: Session) -> bool:
        return session.session_key == self.context["key"]


class ProfileApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=ProfileShape)
    def list(self, request: Request) -> Response:
        return Response(ProfileShape(me(request)).data)

    @extend_schema(request=ProfileShape, responses=ProfileShape)
    def partial_update(self, request: Request) -> Response:
        """Changes what is named; nothing but these facts can be changed here."""
        sent: dict[str, Any] = request.data if isinstance(request.data, dict) else {}
        shape = ProfileShape(me(request), data=sent, partial=True)
        shape.is_valid(raise_exception=True)
        user = services.update_profile(user=me(request), **shape.validated_data)
        return Response(ProfileShape(user).data)


class TokenApi(ApiViewSet):
    """Personal tokens; only for people with an account."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [IsMember]

    @extend_schema(responses=TokenShape(many=True))
    def list(self, request: Request) -> Response:
        return Response(TokenShape(me(request).access_tokens.order_by("-created_at"), many=True).data)

    @extend_schema(request=TokenShape, responses={201: NewTokenShape})
    def create(self, request: Request) -> Response:
        token, secret = services.issue_token(user=me(request), name=told(request, TokenShape)["name"])
        return Response(TokenShape(token).data | {"secret": secret}, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        services.revoke_token(user=me(request), token_id=pk)
        return Response(status=204)


class SessionApi(ApiViewSet):
    """Where the person is signed in."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=SessionShape(many=True))
    def list(self, request: Request) -> Response:
        found = me(request).sessions.order_by("-created_at")
        return Response(SessionShape(found, many=True, context={"key": request.session.session_key}).data)

    @extend_schema(request=None, responses={204: None})
    def end_others(self, request: Request) -> Response:
        """Signs out everywhere else."""
        services.end_sessions(user=me(request), but=request.session.session_key)
        return Response(status=204)
