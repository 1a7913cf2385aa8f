"""Plans: who serves whom, for all demands at once."""
