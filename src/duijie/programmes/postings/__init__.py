"""Who could be posted for which need: fit, plan and an independent check, on plain data."""
