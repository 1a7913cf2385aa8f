"""The ledger: entries and counter-entries, under ceilings."""
