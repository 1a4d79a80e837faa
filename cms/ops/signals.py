"""What the frame tells the apps."""

from django.dispatch import Signal

# Sent by `manage.py housekeeping` with `at`, the instant it runs for. A receiver does what the clock brought to its
# app, in transactions of its own so that two runs at once do no harm, and returns a line saying what it did.
housekeeping = Signal()

# Sent by `manage.py reconcile`. A receiver compares what it keeps beside the register (an index, a cache) with it and
# mends it; it returns `{what is compared: how much of it differed}`.
reconciling = Signal()
