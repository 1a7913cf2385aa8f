"""Words: how much they weigh and where they are found."""
