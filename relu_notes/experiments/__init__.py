"""One module a claim of the notes: seeded measurements beside their closed forms; arrays in, arrays out."""
