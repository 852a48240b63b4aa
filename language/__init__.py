"""Words: languages and directions, normalising, detecting, tokenising, sentence vectors, fixed phrases."""
