"""Builds the list of jurisdictions of the record from official files; standard library only."""
