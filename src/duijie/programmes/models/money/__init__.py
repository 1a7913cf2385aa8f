"""The ledger (台账) of subsidies, insurance and project funds."""
