"""What citizens see of campaigns: calendar, subscription, results, quizzes, sign-up, the wall of commitments."""
