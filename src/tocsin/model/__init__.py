"""The frozen nouns: what the rooms hand to each other. Nothing here reads or writes anything."""
