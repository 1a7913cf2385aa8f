"""Conditions of programmes: typed trees over facts, with the answers yes, no and cannot tell."""
