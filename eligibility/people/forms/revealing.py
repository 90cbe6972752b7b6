"""Forms of a running entitlement."""

from eligibility.people.forms.fields import SentenceField
from kit.forms import PageForm


class RevealForm(PageForm):
    """Why somebody needs the whole number: it is written down with his name."""

    why = SentenceField(label="查看完整身份证号的事由", rows=2, max_length=200)
