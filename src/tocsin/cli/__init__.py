"""The command line: `tocsin read`, `show`, `codebook`, `doctor`, `schema`, `evaluate`."""
