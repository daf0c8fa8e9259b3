"""Short programs, enumerated: statements beside each other, in frames that decide their meaning."""
