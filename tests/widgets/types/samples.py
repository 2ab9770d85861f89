"""One good panel of every kind, and good days of the services they ask: collected from the tests beside us.

The test of a kind says `SAMPLE` (several: `SAMPLES`), and `GOOD_DAYS` where the kind has upstreams.
"""

import importlib
from pathlib import Path

from tests.widgets.types.conftest import ITEMS, Good
from widgets.testing import Sample

__all__ = ["GOOD_DAYS", "ITEMS", "SAMPLES"]

#: They use what is collected here.
READERS = {"test_contract", "test_survive_bad_days"}
MODULES = [
    importlib.import_module(f"{__package__}.{file.stem}")
    for file in sorted(Path(__file__).parent.glob("test_*.py"))
    if file.stem not in READERS
]
SAMPLES: dict[str, Sample] = {
    sample.widget.kind: sample
    for module in MODULES
    for sample in getattr(module, "SAMPLES", None) or ([module.SAMPLE] if hasattr(module, "SAMPLE") else [])
}
GOOD_DAYS: dict[str, list[Good]] = {
    module.SAMPLE.widget.kind: module.GOOD_DAYS for module in MODULES if hasattr(module, "GOOD_DAYS")
}
