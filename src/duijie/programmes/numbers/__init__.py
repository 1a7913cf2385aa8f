"""Numbers of certificates, and days that are counted."""
