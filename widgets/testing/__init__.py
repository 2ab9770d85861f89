"""For the tests of widget types, ours and other people's: what every type owes. Needs pytest-django.

class TestDice(WidgetContract):
    @pytest.fixture
    def sample(self):
        return Sample(DiceWidget(), settings={"dice": 3})
"""

from widgets.testing.contract import PolledContract, SourceContract, WidgetContract
from widgets.testing.panels import Panel, Sample

__all__ = ["Panel", "PolledContract", "Sample", "SourceContract", "WidgetContract"]
