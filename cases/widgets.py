"""How the desk asks for values that are stored as lists of codes."""

import json

from django import forms


class CodesWidget(forms.CheckboxSelectMultiple):
    """Boxes to tick for a JSON list of codes, which a JSON form field would show as a text in brackets."""

    def value_from_datadict(self, data, files, name):
        """The ticked codes, as the JSON the form field reads."""
        return json.dumps(super().value_from_datadict(data, files, name))

    def format_value(self, value):
        """The codes of the JSON the form field shows."""
        return super().format_value(json.loads(value) if isinstance(value, str) else value)
