"""Yields (服务成效): what came of services, each thing once."""
