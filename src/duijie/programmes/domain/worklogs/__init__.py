"""Work logs: logged, confirmed by the host, approved by the county, then locked and counted once."""
