"""What is known of a program: kinds, storage, activity, positions, what is overwritten."""
