"""From counted orders to proposals: the fewest lines that say who handles what, compared with the list in force."""
