"""Models that other libraries trained, as models of glassnet. None of those libraries is needed."""
