"""Two devices, one note: what either wrote is in what comes of it, or the person is asked."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from widgets.types.notes.merging import merge

LIST = "# Shopping\n- bread\n- milk\n- eggs"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (LIST + "\n- tea", LIST, LIST + "\n- tea"),
        (LIST, LIST + "\n- tea", LIST + "\n- tea"),
        (LIST.replace("bread", "rye bread"), LIST.replace("eggs", "six eggs"), "# Shopping\n- rye bread\n- milk\n- six eggs"),
        (LIST + "\n- tea", LIST + "\n- salt", LIST + "\n- salt\n- tea"),
        (LIST + "\n- tea", LIST + "\n- tea", LIST + "\n- tea"),
        (LIST.replace("- milk\n", ""), "- soap\n" + LIST, "- soap\n# Shopping\n- bread\n- eggs"),
        ("", LIST, ""),
    ],
)  # fmt: skip
def test_merge_keeps_what_both_did(mine, theirs, merged):
    assert merge(LIST, mine, theirs) == (LIST if mine == theirs == LIST else merged)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (LIST.replace("milk", "oat milk"), LIST.replace("milk", "goat milk")),
        (LIST.replace("- milk\n", ""), LIST.replace("milk", "goat milk")),
        ("", LIST + "\n- tea"),
    ],
)
def test_merge_leaves_the_choice_where_both_changed_one_line(mine, theirs):
    assert merge(LIST, mine, theirs) is None


def test_merge_brings_long_notes_together():
    long = "\n".join(f"{number % 7}" for number in range(9_000))
    assert merge(long, f"{long}\na", f"b\n{long}") == f"b\n{long}\na"


def test_merge_compares_no_longer_than_a_moment():
    """Line by line these texts, which a note has room for, cost minutes; one is all changed, so there is a choice."""
    base, mine, theirs = ("\n".join(signs * 1_000) for signs in ("ab", "bac", "aab"))
    assert merge(base, mine, theirs) is None


texts = st.lists(st.sampled_from("abcde"), max_size=8).map("\n".join)


# The texts are short; only a machine that is busy with other things is slow to make them.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts, texts)
def test_merge_loses_no_line_that_anybody_added(base, mine, theirs):
    merged = merge(base, mine, theirs)
    if merged is not None:
        added = (set(mine.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n"))
        assert added <= set(merged.split("\n")) | {""}
