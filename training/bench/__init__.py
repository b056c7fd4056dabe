"""The sections of the benchmark: each yields rows, one number each with its interval and how many items it rests on."""
