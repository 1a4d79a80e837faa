"""What the tests of intakes share."""

import datetime

import pytest
import time_machine


@pytest.fixture
def time_machine_now():
    """A clock that stands on a working day and can be moved."""
    with time_machine.travel(datetime.datetime(2026, 11, 4, 2, 0, tzinfo=datetime.UTC), tick=False) as traveller:
        yield traveller
