"""Random deep networks: as many neurons in more layers, and the regions they make."""

from collections.abc import Sequence

import numpy as np

from relu_notes.networks import DenseNetworks, initialise

#: 24 neurons in 1, 2, 3 and 4 layers.
SHAPES: dict[int, tuple[int, ...]] = {1: (24,), 2: (12, 12), 3: (8, 8, 8), 4: (6, 6, 6, 6)}

#: Half widths of the squares in which they are counted: the whole plane, and where data that was scaled lies.
WINDOWS = {"the whole plane": 1e6, "near the data": 1.0}


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(map(int, words.split()))


#: Regions of each of the 50 networks of `random_networks(SHAPES[layers], networks=50, rng=default_rng(layers))`, by
#: window and layers: 20 s of work; the tests count some of them again.
COUNTS: dict[str, dict[int, tuple[int, ...]]] = {
    "the whole plane": {
        1: (301,) * 50,
        2: _numbers(
            "320 287 303 280 269 304 333 373 326 316 286 316 243 340 264 329 345 394 309 377 370 306 353 340 342 "
            "329 287 352 330 291 340 363 324 348 267 297 258 297 272 286 320 306 281 307 281 326 424 293 303 334"
        ),
        3: _numbers(
            "151 297 362 302 325 224 274 244 278 393 291 178 257 202 334 336 228 450 368 208 281 215 211 246 336 "
            "315 364 246 182 407 356 254 258 377 365 368 180 388 340 321 296 225 392 255 266 383 293 212 249 254"
        ),
        4: _numbers(
            "580 256 288 230 225 211 510 224 404 225 187 317 235 193 313 277 221 364 153 271 170 316 217 210 239 "
            "225 286 231 203 224 156 360 268 338 301 212 209 165 253 388 332 386 288 175 163 358 163 361 210 131"
        ),
    },
    "near the data": {
        1: _numbers(
            "94 113 85 92 162 95 156 108 114 96 130 92 123 100 130 99 71 105 118 104 101 148 75 97 177 131 140 "
            "116 146 147 129 118 106 144 102 134 95 158 104 98 78 72 113 90 118 102 137 123 75 89"
        ),
        2: _numbers(
            "52 115 114 50 87 23 114 70 81 151 62 100 91 76 66 70 103 44 105 94 70 78 64 152 108 85 71 46 105 74 "
            "144 64 67 76 55 51 106 62 107 71 85 109 92 71 58 77 176 47 53 65"
        ),
        3: _numbers(
            "67 38 61 32 44 56 57 87 50 37 113 46 77 74 41 57 29 118 137 58 103 89 56 68 64 71 22 35 32 88 43 42 "
            "46 43 94 69 38 30 103 71 60 74 114 83 171 59 48 35 61 51"
        ),
        4: _numbers(
            "95 21 65 56 58 38 88 42 21 30 58 100 6 26 80 20 36 130 20 59 12 40 89 33 108 46 41 16 48 66 43 57 "
            "129 41 90 16 36 20 72 52 93 66 15 61 18 48 53 52 76 50"
        ),
    },
}


def random_networks(widths: Sequence[int], *, networks: int, rng: np.random.Generator) -> DenseNetworks:
    """Two inputs, hidden layers of the given widths, one output; He weights, biases with standard deviation 1.

    Of regions such networks have at best exponentially many in the depth (Montúfar, Pascanu, Cho & Bengio 2014); at
    random about as many as one layer with as many neurons has on the whole plane, and fewer near the data:
    "surprisingly few activation patterns" (Hanin & Rolnick 2019).

    >>> made = random_networks([12, 12], networks=3, rng=np.random.default_rng(0))
    >>> [weight.shape for weight in made.weights]
    [(3, 2, 12), (3, 12, 12), (3, 12, 1)]
    """
    return initialise([2, *widths, 1], networks=networks, bias=0.0, bias_std=1.0, rng=rng)
