#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def main():
    """Run a management command with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    from cms.catalogues import compile_catalogues

    compile_catalogues()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A wrong environment value stops the start with one clear line, not with a traceback.
        sys.exit(f"configuration error: {error}")


if __name__ == "__main__":
    main()
