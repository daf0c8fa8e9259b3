"""Programs whose derivatives are kept as texts: what a user reads must not change unnoticed."""
