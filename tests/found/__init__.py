"""Programs that an adversarial tester found."""
