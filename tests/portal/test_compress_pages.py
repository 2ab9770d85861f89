"""Pages leave compressed for who can read that, and the static files with hashed names."""

import gzip
import re

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_compress_a_page_for_a_browser(client):
    plain = client.get("/settings/")
    packed = client.get("/settings/", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert b"<title>Settings" in gzip.decompress(packed.content)


def test_collect_static_files_with_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "portal.static_files.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    for kind in ("js", "css"):
        (whole,) = tmp_path.glob(f"{kind}/foyer.*.{kind}")
        assert re.fullmatch(rf"foyer\.[0-9a-f]{{12}}\.{kind}", whole.name)
    (shared,) = tmp_path.glob("js/shared.*.js")
    imports = re.findall(r'import\s*"\./([^"]+)"', shared.read_text())
    assert imports
    for name in imports:
        assert re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.js", name)
        assert (tmp_path / "js" / name).is_file()


def test_vendored_files_are_what_the_manifest_says():
    call_command("vendor", check=True)
