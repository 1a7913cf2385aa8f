"""Posting: calls, needs, owners, plans, and who is posted where."""
