"""The base of every enum of the house: a closed set of values, each with a label, in the order of their display."""

from django.db.models import TextChoices


class Word(TextChoices):
    """A noun's states, kinds or causes. Values are stored and never change; labels are what a user reads."""
