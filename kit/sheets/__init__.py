"""Tables that officials hand in: bytes become lines, a heading is matched, cells are read; one reader for all."""
