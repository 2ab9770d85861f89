"""How the list is made, and where it stands, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.catalogue.vocabulary import TOPICS
from recommender.models import Tuning

#: Sliders go in steps that a hand can feel.
STEPS = {"type": "range", "min": "0", "max": "1", "step": "0.25"}
PLACES = [
    ("beside", _("Beside the page")),
    ("apart", _("On a page of its own")),
    ("off", _("Nowhere, and learn nothing")),
]


class SliderField(forms.FloatField):
    """From 0 to 1, with a word for each end."""

    def __init__(self, least: Any, most: Any, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(min_value=0, max_value=1, widget=forms.NumberInput(attrs=STEPS), **options)


class TuningForm(forms.Form):
    surprise = SliderField(_("familiar"), _("surprising"), label=_("How near to what you know"))
    timeless = SliderField(_("fresh"), _("timeless"), label=_("How new"))
    order = forms.ChoiceField(label=_("Order"), choices=Tuning.Order.choices, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where it stands"), choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, tuned: Tuning, user: User) -> None:
        known = {name: getattr(tuned, name) for name in ("surprise", "timeless", "order")}
        super().__init__(data, initial=known | {"place": user.for_you_place if user.wants_suggestions else "off"})


class TopicForm(forms.Form):
    """A topic that one says, instead of waiting until it is seen from what one reads."""

    topic = forms.CharField(label=_("A topic"), max_length=80, widget=forms.TextInput(attrs={"list": "topics"}))

    @property
    def topics(self) -> list[str]:
        return sorted(TOPICS)
