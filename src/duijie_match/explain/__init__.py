"""Why a pair scored what it scored, in words and marks."""
