"""Invented reports written out as documents, in many layouts and formats: what goes in must come out of the parser, cell by cell."""
