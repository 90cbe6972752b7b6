"""Filters of lists that stand in more than one of them."""

from django_filters import ChoiceFilter

from kit.words import Word


def word_filter(
    word: type[Word], label: str, *, field_name: str | None = None, method: str | None = None
) -> ChoiceFilter:
    """Filter by one member of a word, named as the act in use has it; at first by none."""
    return ChoiceFilter(choices=word.as_choices, label=label, field_name=field_name, method=method, empty_label="全部")
