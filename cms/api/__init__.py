"""`/api/v1/`: what the register shows, for programs (docs/api.md). It only reads."""
