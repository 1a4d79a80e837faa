"""Why a file is not taken, in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file holds no rows. Fill in the template and save it."),
    "old_or_locked": _(
        "This is an Excel file of the old format (.xls), or one with a password. Open it, remove the password, and "
        "save it as .xlsx."
    ),
    "no_table": _("This is no CSV and no XLSX file, whatever its name says. Save the table as .xlsx or CSV."),
    "damaged": _("The XLSX file is damaged. Open it in Excel or WPS and save it again as .xlsx."),
    "macros": _("The file holds macros. Save it as .xlsx, without macros."),
    "memory": _("Reading the file needs more memory than is given. Split it, or copy the cells into the template."),
    "time": _("Reading the file takes longer than is given. Split it, or copy the cells into the template."),
    "size": _("The file is larger than %(most)s MB. Split it."),
    "unpacked": _("The file unpacks to more than %(most)s MB. Copy the cells into the template."),
    "rows": _("The file has more than %(most)s rows. Split it."),
    "empty_rows": _("The sheet has more than %(most)s rows, most of them empty. Delete the empty rows and save again."),
    "columns": _("Row %(row)s has %(found)s columns; at most %(most)s are read. Is the delimiter right?"),
    "cell": _("Row %(row)s, column %(column)s: a cell has more than %(most)s characters. Shorten it."),
    "text": _("All cells together hold more than %(most)s characters. Split the file."),
    "hidden_sheets": _(
        "The file has hidden sheets: %(names)s. Show them, and delete what does not belong to the import."
    ),
    "several_sheets": _("Several sheets have content: %(names)s. Keep one of them."),
    "hidden_rows": _("Rows with content are hidden or filtered out: %(rows)s. Show or delete them."),
    "hidden_columns": _("Columns with content are hidden: %(names)s. Show or delete them."),
    "nul": _("Row %(row)s holds NUL bytes: this is no text file. Save the table as .xlsx or CSV."),
    "encoding": _("Row %(row)s is neither UTF-8 nor GB18030. Save the file as “CSV UTF-8”."),
    "mixed": _("Two encodings are mixed in the file (row %(row)s). Save it anew as “CSV UTF-8”."),
    "quote": _('From row %(row)s on a quotation mark (") is not closed, or stands where none may. Mend it.'),
    "headings": _(
        "No headings are recognised. The first row must hold those of the template, for instance 案例类型 and 案例标题."
    ),
    "no_headings": _("No headings are recognised. The first row holds some of these: %(names)s."),
    "json": _("This is no list of objects in JSON with plain values. Download ours to see how it looks."),
    "twice": _("These columns are there twice: %(names)s. Keep one of each."),
    "missing": _("These columns are missing: %(names)s. Add them."),
}


class Refusal(Exception):
    """A file that is not taken; its text says why and what to do."""

    def __init__(self, code, **values):
        lists = {name: "、".join(map(str, value)) for name, value in values.items() if isinstance(value, list)}
        super().__init__(str(SENTENCES[code]) % (values | lists) if values else str(SENTENCES[code]))
        self.code = code
