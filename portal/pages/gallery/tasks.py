"""In the worker: pages that follow a template get its new edition."""

from celery import shared_task

from portal.pages.gallery import services


@shared_task
def update_followers() -> int:
    """Page by page, so that nobody waits for the others; what is missed is found the next time. Answers how many."""
    behind = list(services.pages_behind().values_list("pk", flat=True))
    for page_id in behind:
        services.update_follower(page_id=page_id)
    return len(behind)
