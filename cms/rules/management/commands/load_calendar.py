from django.core.management.base import BaseCommand

from cms.rules.workdays import CalendarDay, days_from_library


class Command(BaseCommand):
    """Takes newly announced holidays from the library into the table."""

    help = "Adds the holidays and make-up days the library knows and the table lacks; corrected rows stay as they are."

    def handle(self, *args, **options):
        """Runs the command; run it after each upgrade of chinesecalendar, once a year."""
        known = set(CalendarDay.objects.values_list("date", flat=True))
        new = [CalendarDay(**row) for row in days_from_library() if row["date"] not in known]
        CalendarDay.objects.bulk_create(new)
        self.stdout.write(f"days added: {len(new)}")
