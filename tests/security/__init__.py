"""What strangers write stays words: in every page and file, in addresses, in tokens and in what is fetched."""
