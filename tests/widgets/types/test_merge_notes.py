"""Two devices, one note: what either wrote is in what comes of it, or the person is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.types.notes.merging import MOST_LINES, merge

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


def test_merge_leaves_the_choice_where_comparing_would_take_too_long():
    long = "\n".join("x" * (MOST_LINES + 1))
    assert merge(long, long + "\na", "b\n" + long) is None


texts = st.lists(st.sampled_from("abcde"), max_size=8).map("\n".join)


@given(texts, texts, texts)
def test_merge_loses_no_line_that_anybody_added(base, mine, theirs):
    merged = merge(base, mine, theirs)
    if merged is not None:
        added = (set(mine.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n"))
        assert added <= set(merged.split("\n")) | {""}
