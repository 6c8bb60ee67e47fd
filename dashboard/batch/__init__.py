"""Many stories: compared by several processes or machines, and kept as a library that is asked across them."""
