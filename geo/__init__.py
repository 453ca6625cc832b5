"""The map workshop: Census boundary files in, one immutable vintage folder out."""
