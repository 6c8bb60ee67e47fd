"""Detectors of facts that differ: numbers, dates, names, circumstances, what is more exact, what was still to come."""
