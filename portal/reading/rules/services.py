"""Making a rule, taking it away and bringing it back; pages show it at once."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, TooMany
from portal.pages.finding import find_page, find_panel
from portal.reading import fragment
from portal.reading.rules.matching import host_of
from portal.reading.rules.models import Rule
from portal.reading.state.services import lock, tell_all
from recommender.asking import push_soon
from recommender.features import normal_topics

RULES_AT_MOST = 300
#: Two rules that agree in these are one.
SAME = ("verb", "what", "value", "page_id", "panel_id")


@transaction.atomic
def make_rule(
    *,
    user: User,
    verb: str,
    what: str,
    value: str,
    page_id: int | None = None,
    panel_id: int | None = None,
    until: date | None = None,
) -> Rule:
    """The same rule made again is that rule, until the new day. Raises InvalidSettings, NotFound, TooMany."""
    value = _checked(verb, what, value)
    scope = _scope(user, page_id, panel_id)
    lock(user)
    wanted = Rule(user=user, verb=verb, what=what, value=value, **scope)
    rule = _same(wanted) or wanted
    rule.is_new = rule is wanted
    if rule.is_new:
        _refuse_too_many(user)
    rule.until = until
    rule.save()
    _tell(user)
    return rule


@transaction.atomic
def remove_rule(*, user: User, rule_id: int) -> Rule:
    """What is removed already stays so."""
    return _set(user, rule_id, removed_at=timezone.now())


@transaction.atomic
def restore_rule(*, user: User, rule_id: int) -> Rule:
    """What was made again meanwhile is that rule. Raises NotFound, TooMany."""
    lock(user)
    rule = _find(user, rule_id)
    if same := _same(rule):
        return same
    _refuse_too_many(user)
    return _set(user, rule_id, removed_at=None)


def _same(rule: Rule) -> Rule | None:
    """The one that stands in the list and says the same."""
    says = {name: getattr(rule, name) for name in SAME}
    return Rule.objects.filter(**says, user=rule.user_id, removed_at=None).first()


def _refuse_too_many(user: User) -> None:
    if Rule.objects.filter(user=user, removed_at=None).count() >= RULES_AT_MOST:
        raise TooMany(_("You have %(num)d rules. Remove some first.") % {"num": RULES_AT_MOST})


@transaction.atomic
def hand_over(guest: User, user: User) -> None:
    """What the account does not have yet, as far as it has room; after the pages that came along."""
    came = Q(page=None) | Q(page__owner=user), Q(panel=None) | Q(panel__section__page__owner=user)
    has = set(Rule.objects.filter(user=user, removed_at=None).values_list(*SAME))
    theirs = Rule.objects.filter(*came, user=guest, removed_at=None).values_list("pk", *SAME)
    fresh = [pk for pk, *same in theirs if tuple(same) not in has][: max(0, RULES_AT_MOST - len(has))]
    if fresh:
        Rule.objects.filter(pk__in=fresh).update(user=user)
        _tell(user)


def _set(user: User, rule_id: int, **values: Any) -> Rule:
    lock(user)
    rule = _find(user, rule_id)
    Rule.objects.filter(pk=rule.pk).update(**values)
    _tell(user)
    return rule


def _find(user: User, rule_id: int) -> Rule:
    rule = Rule.objects.filter(user=user, pk=rule_id).first()
    if rule is None:
        raise NotFound
    return rule


def _checked(verb: str, what: str, value: str) -> str:
    """The value as it is kept: a site without its path, a topic as topics are stored."""
    if verb not in Rule.Verb.values or what not in Rule.What.values:
        raise InvalidSettings({"what": [_("This is not one of the choices.")]})
    value = " ".join(value.split())
    if what == Rule.What.SITE:
        value = host_of(value.lower())
    elif what == Rule.What.TOPIC:
        value = next(iter(normal_topics([value])), "")
    if not value:
        raise InvalidSettings({"value": [_("Say it in words.")]})
    if what == Rule.What.SITE and "." not in value:
        raise InvalidSettings({"value": [_("A site looks like “example.org”.")]})
    if what in {Rule.What.WORD, Rule.What.AUTHOR} and not any(letter.isalnum() for letter in value):
        raise InvalidSettings({"value": [_("There is no word in this.")]})
    return value[:200]


def _scope(user: User, page_id: int | None, panel_id: int | None) -> dict[str, Any]:
    """One page or one panel of their own."""
    if panel_id is not None:
        return {"page": None, "panel": find_panel(user, panel_id)}
    return {"page": None if page_id is None else find_page(user, page_id), "panel": None}


def _tell(user: User) -> None:
    User.objects.filter(pk=user.pk).update(rules_version=F("rules_version") + 1)
    user.refresh_from_db(fields=["rules_version"])
    fragment.forget(user.pk)
    tell_all(user)
    transaction.on_commit(partial(push_soon, [user.pk]))
