"""Words: what is known of texts, words and phrases, whatever line they stand in."""
