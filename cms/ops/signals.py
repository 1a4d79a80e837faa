"""What the frame tells the apps."""

from django.dispatch import Signal

# Sent by `manage.py housekeeping` with `at`, the instant it runs for. A receiver does what the clock brought to its
# app, in transactions of its own so that two runs at once do no harm, and returns a line saying what it did.
housekeeping = Signal()
