"""Posting (选派): the call with its limits, what firms need, the plan, and who is posted where."""
