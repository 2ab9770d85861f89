"""The portal app: joins the parts by their signals and hooks when Django starts."""

from django.apps import AppConfig

from portal import celery  # noqa: F401 (whoever sends a task, sends it through our app)


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Foyer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import m2m_changed, post_migrate, pre_delete  # noqa: PLC0415

        from portal.accounts import erasures  # noqa: PLC0415
        from portal.accounts import receivers as accounts  # noqa: PLC0415
        from portal.accounts.models import User  # noqa: PLC0415
        from portal.live.publish import announce_source, announce_suggestions  # noqa: PLC0415
        from portal.pages.choices import of_pages  # noqa: PLC0415
        from portal.publishing import receivers, roles  # noqa: PLC0415
        from portal.reading import belongings, fragment, links, selectors  # noqa: PLC0415
        from portal.reading.rules.selectors import muted_for  # noqa: PLC0415
        from portal.reading.state import following  # noqa: PLC0415
        from recommender import choices, refusals  # noqa: PLC0415
        from recommender.signals import suggestions_pushed  # noqa: PLC0415
        from widgets import items  # noqa: PLC0415
        from widgets.signals import source_changed  # noqa: PLC0415

        # In this order: who looks at the news must not find the backlog unread.
        source_changed.connect(following.settle_source)
        source_changed.connect(links.settle_source)
        source_changed.connect(announce_source)
        # In this order: who hears the announcement must not find the old list.
        suggestions_pushed.connect(fragment.forget_pushed)
        suggestions_pushed.connect(announce_suggestions)
        pre_delete.connect(fragment.erase, sender=User)
        pre_delete.connect(erasures.remember, sender=User)
        choices.register(of_pages)
        refusals.register(muted_for)
        belongings.connect()
        items.register_keeper(selectors.saved_among)
        accounts.connect()
        receivers.connect()
        post_migrate.connect(erasures.erase_after_migrate, sender=self)
        post_migrate.connect(roles.ensure_after_migrate, sender=self)
        m2m_changed.connect(roles.mark_staff, sender=User.groups.through)
