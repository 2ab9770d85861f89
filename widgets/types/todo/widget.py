"""A list of things to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from widgets.base import Acted, ActRefused, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.times import short_date
from widgets.types.todo.tasks import Task, as_date, find, read_task, read_tasks, swapped, write_tasks

MOST = 200
WEEK = 7


class TodoForm(forms.Form):
    tasks = forms.CharField(
        label=_("To do"),
        help_text=_("One a line. A date may follow: Post the letter | 2026-12-01. [x] in front is done."),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )

    def clean_tasks(self) -> str:
        tasks = read_tasks(self.cleaned_data["tasks"])
        if len(tasks) > MOST:
            raise ValidationError(
                _now("These are %(count)d things; %(most)d are the most.") % {"count": len(tasks), "most": MOST}
            )
        return write_tasks(tasks)


@register
class TodoWidget(WidgetType):
    """What is to be done: add it, tick it off."""

    kind, title, icon = "todo", _("To do"), "square-check"
    SettingsForm = TodoForm
    shared = False
    body_lasts = timedelta(minutes=15)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        """What is open first, in the person's order."""
        today = timezone.now().astimezone(ZoneInfo(viewer.timezone)).date()
        tasks = sorted(read_tasks(settings["tasks"]), key=lambda task: task.done)
        return {
            "tasks": [(task, due_words(task, today)) for task in tasks],
            "done": sum(task.done for task in tasks),
            "today": today,
        }

    def act(self, settings: Mapping[str, Any], verb: str, data: Mapping[str, str]) -> Acted:
        """Each verb says what shall be, not "the other way round": done twice, on two devices, it is done once."""
        tasks = read_tasks(settings["tasks"])
        if verb == "add":
            return _kept(_added(tasks, data.get("text", "")))
        if verb == "clear":
            left = [task for task in tasks if not task.done]
            count = len(tasks) - len(left)
            return _kept(left, ngettext("%(n)d thing is cleared.", "%(n)d things are cleared.", count) % {"n": count})
        place = find(tasks, data.get("item", ""))
        if place is None:
            raise ActRefused(_("This is not on the list any more. Here is how it looks now."))
        if verb == "remove":
            return _kept([*tasks[:place], *tasks[place + 1 :]], _now("Removed."))
        if verb in {"up", "down"}:
            return _kept(swapped(tasks, place, -1 if verb == "up" else 1))
        tasks[place] = _changed(tasks[place], verb, data)
        return _kept(tasks)


def _kept(tasks: Sequence[Task], words: str = "") -> Acted:
    return Acted({"tasks": write_tasks(tasks)}, words)


def _added(tasks: list[Task], text: str) -> list[Task]:
    """At the end of what is open."""
    task = read_task(text)
    if task is None:
        raise ActRefused(_("Write what is to be done, then add it."))
    return [*(each for each in tasks if not each.done), task, *(each for each in tasks if each.done)]


def _changed(task: Task, verb: str, data: Mapping[str, str]) -> Task:
    if verb in {"tick", "untick"}:
        return replace(task, done=verb == "tick")
    if verb != "edit":
        raise ActRefused(_("A list cannot do that."))
    new = read_task(data.get("text", ""))
    if new is None:
        raise ActRefused(_("Write what is to be done. To take it off the list, remove it."))
    return replace(task, text=new.text, due=new.due or as_date(data.get("due", "")))


def due_words(task: Task, today: date) -> str:
    """ "today", a weekday in the next days, else the date."""
    if task.due is None:
        return ""
    days = (task.due - today).days
    if days < 0 and not task.done:
        return _now("overdue: %(date)s") % {"date": short_date(task.due)}
    if days == 0:
        return _now("today")
    if days == 1:
        return _now("tomorrow")
    if 0 < days < WEEK:
        return formats.date_format(task.due, "l")
    return short_date(task.due, year=task.due.year != today.year)
