"""The nouns that rules, plugins and results share: one module for each kind of noun."""
