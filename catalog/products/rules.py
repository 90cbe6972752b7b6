"""How a product is usually taken."""

from catalog.products.words import INJECTED, Route

# What a catalogue dosage form says of the route, as far as its name does.
FORMS = (
    (("吸入", "喷雾", "气雾"), Route.INHALATION),
    (("外用", "凝胶", "软膏", "贴", "滴眼", "栓"), Route.TOPICAL),
    (("口服", "片", "胶囊", "颗粒", "混悬", "丸"), Route.ORAL),
)


def usual_route(dosage_form: str, injection: bool, before: Route | None = None) -> Route:
    """Return the route of a product of which a list says the form, and whether it is injected.

    What was known `before` stands as long as it does not contradict.
    """
    if before is not None and (before.value in INJECTED) == injection:
        return before
    if injection:
        return Route.INJECTION
    return next((route for words, route in FORMS if any(word in dosage_form for word in words)), Route.OTHER)
