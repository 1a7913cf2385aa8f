"""Backup and restore: one file that holds all records and files, readable into either kind of database."""
