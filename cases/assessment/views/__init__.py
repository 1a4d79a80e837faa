"""The desk's pages of the assessment; each asks `cases.assessment.access` who is looking."""
