"""What integration tests measured, shown at the end of the run, from xdist's workers as well."""


def pytest_terminal_summary(terminalreporter):
    """Writes the tables that tests recorded with `record_property("table", …)`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "table":
                terminalreporter.write_line(value)
