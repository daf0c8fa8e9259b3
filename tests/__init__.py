"""The tests; a test file mirrors the path of what it tests."""
