"""Text to terms that know where they stood."""
