"""An app with a slow job, for worker processes that are killed."""
