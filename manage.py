#!/usr/bin/env python
"""Django's command line for the dual-channel drug system."""

import os
import sys

from django.core.management import execute_from_command_line

from acts.files import ActFileError
from tools.stack.stack import local_environment

if __name__ == "__main__":
    os.environ.update({name: value for name, value in local_environment().items() if name not in os.environ})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ActFileError as error:
        sys.exit(f"The province cannot be used:\n{error}")
