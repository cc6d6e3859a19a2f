"""One module per claim of the notes: seeded measurements beside their closed forms; arrays in, arrays out.

What all of them share:

- `depth` hidden layers of `width` units (or of `widths`). `networks`, or `seeds`, are how many are drawn or trained
  side by side, each with weights of its own; they have an axis of what comes back, as `inputs` and `points` have.
- `activation` is a name of the catalogue; further keywords are its parameters. `weight_variance` is s², the variance of
  a weight times its fan_in, or "he" (2) or "xavier" (1 where layers are equally wide).
- `steps` are taken on all points at once. An array of steps + 1 rows begins before the first step. With `record_every`
  something is kept after so many steps each, besides the start and the end; None keeps these two.
- `rng` is the only source of chance: generators in one state draw the same, whatever the activation.
- The `repeats` of a timing take turns, and the shortest counts. Inputs lie from `low` to `high`.
- Closed forms take arrays of any shape and give float64 of that shape, a number for a number. Other results are float64
  too, unless the function says otherwise.
- A wrong argument is a TypeError (no number, no generator, a masked array) or a ValueError (a number, a shape or a name
  that is not allowed) that names it. Measurements that overflow give infinity or NaN, without a warning.
"""
