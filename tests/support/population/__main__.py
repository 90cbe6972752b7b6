"""The population of the database that the environment names."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.support.population.building import populate  # noqa: E402
from tests.support.population.values import Size, to_json  # noqa: E402  (models need the setup above)

asked = json.loads(sys.argv[1])
if "packs" in asked:
    asked["packs"] = tuple(asked["packs"])
sys.stdout.write(to_json(populate(Size(**asked))))
