"""What the desk and citizens fill in about campaigns."""
