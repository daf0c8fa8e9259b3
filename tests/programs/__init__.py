"""Programs to differentiate: written by hand in the corpus, drawn at random by the generator."""
