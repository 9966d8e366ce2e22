"""Names in documents: administrative divisions, departments, enterprises, platforms, parks."""
