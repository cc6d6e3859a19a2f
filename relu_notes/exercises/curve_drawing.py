"""A small picture of an answer's curve over the one that was asked for, as SVG text.

>>> drawing = curve_drawing([0, 1], [0, 1], [0, 0.5])
>>> drawing.count("<polyline")  # 0, asked for, yours
3
"""

import numpy as np
from numpy.typing import ArrayLike

_WIDTH, _HEIGHT, _EDGE = 300, 150, 12


def curve_drawing(x: ArrayLike, asked: ArrayLike, yours: ArrayLike) -> str:
    """Return the SVG of both curves over x (ascending): asked for thick and pale, yours thin, dark and dashed.

    What lies far outside the range of the curve that was asked for is cut at the edge. The picture's text says at
    which x the two part most.
    """
    at, target = np.asarray(x, float), np.asarray(asked, float)
    answer = np.nan_to_num(np.asarray(yours, float), nan=0.0, posinf=1e9, neginf=-1e9)
    room = np.ptp(target) or 1.0
    low = max(min(target.min(), answer.min()), target.min() - room)
    high = min(max(target.max(), answer.max()), target.max() + room)

    def points(values: np.ndarray) -> str:
        across = _EDGE + (at - at[0]) / (at[-1] - at[0]) * (_WIDTH - 2 * _EDGE)
        up = _HEIGHT - _EDGE - (np.clip(values, low, high) - low) / (high - low) * (_HEIGHT - 2 * _EDGE)
        return " ".join(f"{h:.1f},{v:.1f}" for h, v in zip(across, up, strict=True))

    most = int(np.argmax(np.abs(answer - target)))
    text = f"Asked for and yours from x = {at[0]:g} to {at[-1]:g}; they differ most at x = {at[most]:g}: "
    text += f"{target[most]:g} asked for, yours {answer[most]:g}."
    zero = points(np.zeros_like(at)) if low <= 0 <= high else ""
    return (
        f'<svg role="img" aria-label="{text}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'style="display: block; width: 100%; max-width: 300px; background: #fff; border: 1px solid #999">'
        + (f'<polyline points="{zero}" fill="none" stroke="#999" stroke-width="1"/>' if zero else "")
        + f'<polyline points="{points(target)}" fill="none" stroke="#56b4e9" stroke-width="7" stroke-linejoin="round"/>'
        f'<polyline points="{points(answer)}" fill="none" stroke="#000" stroke-width="2" stroke-dasharray="7 3"/>'
        f'</svg><p style="margin: 4px 0"><span style="color: #56b4e9">━━</span> asked for &nbsp; ╌╌ yours, from '
        f"x = {at[0]:g} to {at[-1]:g}</p>"
    )
