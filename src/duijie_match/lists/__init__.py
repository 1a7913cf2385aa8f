"""Lists as offices keep them: reading, understanding, writing."""
