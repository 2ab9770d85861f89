"""What the browser refuses because of a page's content policy, or complains about."""

from playwright.sync_api import BrowserContext, Page

LISTEN = """addEventListener("securitypolicyviolation", event =>
  console.error(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));"""


def watch(context: BrowserContext) -> None:
    """From its first moment each page of this browser tells what is refused."""
    context.add_init_script(LISTEN)


def listen(page: Page) -> list[str]:
    """Fills with what the browser says against this page; a refusal by the server (4xx) is no complaint."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if is_complaint(said.type, said.text) else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def is_complaint(kind: str, text: str) -> bool:
    return kind == "error" and "status of 4" not in text
