"""One module per claim of the notes: seeded measurements beside their closed forms; arrays in, arrays out.

A wrong argument is a TypeError (no number, no generator, a masked array) or a ValueError (a number, a shape or a name
that is not allowed) that names it. Measurements that overflow give infinity or NaN, without a warning.
"""
