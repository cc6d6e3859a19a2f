"""One module per claim of the notes: seeded measurements beside their closed forms; arrays in, arrays out.

What all of them share:

- `depth` hidden layers of `width` units (or of `widths`). `networks`, or `seeds`, of them are drawn or trained side by
  side, each with weights of its own, and have an axis of the arrays that come back, as `inputs` or `points` have.
- `activation` is a name of the catalogue; further keywords are its parameters. `weight_variance` is s², the variance of
  a weight times its fan_in, or "he" (2) or "xavier" (1 where layers are equally wide).
- `steps` are steps on all points at once. Arrays of steps + 1 rows begin before the first. `record_every` so many steps
  something is kept, and at the first and the last; None keeps these two.
- `rng` is the only source of chance: generators in one state draw the same, whatever the activation. `repeats` of a
  timing take turns, and the shortest counts. From `low` to `high` inputs lie.
- Closed forms take arrays of any shape and give float64 of that shape, a number for a number. Other results are float64
  too, unless the function says otherwise.
- A wrong argument is a TypeError (no number, no generator, a masked array) or a ValueError (a number, a shape or a name
  that is not allowed) that names it. Measurements that overflow give infinity or NaN, without a warning.
"""
