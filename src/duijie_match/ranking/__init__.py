"""From two lists to scores: terms weighted, meanings centred, hubs held down, levels calibrated."""
