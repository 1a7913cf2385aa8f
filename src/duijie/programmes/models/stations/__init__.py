"""Stations (工作站): who works there from elsewhere, what is done, and the awards that come of it."""
