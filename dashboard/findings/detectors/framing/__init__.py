"""Detectors of framing: how each outlet names, words, credits, hedges and quotes the same thing, and what it leaves out."""
