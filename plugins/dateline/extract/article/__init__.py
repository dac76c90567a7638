"""Article: from decisions to roles, blocks and fields, and what is doubted of them."""
