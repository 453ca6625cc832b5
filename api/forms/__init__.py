"""The forms an answer can take: which was asked for, and how rows become CSV or GeoJSON."""
