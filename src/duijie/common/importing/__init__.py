"""Lists that people bring along: upload, map, preview, apply, take back. The same for every register."""
