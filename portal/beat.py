"""Beat, and its Celery app: `python -m portal.beat`.

Beat knows when a job is due and what it is called, never its code. So it goes without the rest of the portal, and takes
a third of the memory that it would take with it.
"""

from argparse import ArgumentParser

import django
from celery import Celery
from django.conf import settings

from portal import settings as of_portal
from portal.jobs import CONFIGURATION

all_settings = {name: value for name, value in vars(of_portal).items() if name.isupper()}
settings.configure(**all_settings | {"INSTALLED_APPS": ["django_celery_beat"]})
django.setup()

# Without Celery's own fixup for Django, which would load what we leave out.
app = Celery("foyer", fixups=[])
app.config_from_object(settings, namespace="CELERY")
app.conf.update(CONFIGURATION)

if __name__ == "__main__":
    # What `celery beat` does, without Celery's command line: its interactive shell alone would take 7 MB.
    ArgumentParser(description="Asks for each job when it is due.").parse_args()
    app.Beat(loglevel=settings.LOGGING["root"]["level"], quiet=True).run()
