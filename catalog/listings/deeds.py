"""What a listing is called in the log: events of a drug's listings stand under the drug's number."""

from kit.deeds import Noun

LISTING = Noun("listing", "{separate_payment}目录", key="drug_id", page="catalog:drug")
