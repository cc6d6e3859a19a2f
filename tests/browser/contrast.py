"""Contrast as WCAG 2.2 defines it, measured on what the browser has painted of a live figure."""

from notebook_pages import FigureOnPage

TEXT, LINE = 4.5, 3.0

_MEASURE = """
  const luminance = rgb => rgb.slice(0, 3).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
"""

# Labels, values, menus, the readout and the button, against what is painted behind each.
_WORDS = f"""box => {{ {_MEASURE}
  const behind = element => {{
    for (let at = element; at; at = at.parentElement) {{
      const [r, g, b, a = 1] = colour(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }}
    return [255, 255, 255];
  }};
  return [...box.querySelectorAll('label span, select, p, button')].filter(element => element.textContent.trim())
    .map(element => ['text', element.textContent.trim().slice(0, 40),
                     contrast(colour(getComputedStyle(element).color), behind(element))]);
}}"""

# Letters against the shape they stand on, lines and markers against the card. What is more than half see-through is
# meant to be faint: grids and areas that carry no value of their own.
_SHAPES = f"""picture => {{ {_MEASURE}
  const card = colour(getComputedStyle(picture).backgroundColor);
  const filled = [], found = [];
  // Whoever writes on an image chooses the letters' colour by what lies below: its pixels are not seen from here.
  const images = [...picture.querySelectorAll('svg image')].map(image => image.getBoundingClientRect());
  for (const shape of picture.querySelectorAll('svg path, svg use')) {{
    if (shape.closest('defs, clipPath')) continue;
    const {{ fill, stroke, fillOpacity, strokeOpacity, opacity }} = getComputedStyle(shape);
    const box = shape.getBoundingClientRect();
    const reference = shape.href?.baseVal ?? '';
    if (reference.startsWith('#g')) {{
      if (fillOpacity * opacity < 0.5) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      if (images.some(one => one.left <= x && x <= one.right && one.top <= y && y <= one.bottom)) continue;
      const below = filled.filter(one => one.left <= x && x <= one.right && one.top <= y && y <= one.bottom).at(-1);
      found.push(['text', reference, contrast(colour(fill), below?.colour ?? card)]);
    }} else if ((fill === 'none' || reference) && stroke !== 'none' && strokeOpacity * opacity > 0.5) {{
      if (stroke !== 'rgb(255, 255, 255)') found.push(['line', stroke, contrast(colour(stroke), card)]);
    }} else if (fill !== 'none' && fillOpacity * opacity > 0.5) {{
      const {{ left, right, top, bottom }} = box;
      filled.push({{ left, right, top, bottom, colour: colour(fill) }});
    }}
  }}
  return found;
}}"""


def contrasts(figure: FigureOnPage) -> list[tuple[str, str, float]]:
    """Kind ("text" or "line"), what it is, and contrast of everything that the figure says and draws."""
    return [tuple(each) for each in figure.box.evaluate(_WORDS) + figure.picture.evaluate(_SHAPES)]


def faint(figure: FigureOnPage) -> list[tuple[str, str, float]]:
    """What has less contrast than it needs."""
    found = contrasts(figure)
    kinds = [kind for kind, _, _ in found]
    assert kinds.count("text") > 10, found  # nothing measured would be nothing found
    assert kinds.count("line") > 2 or figure.picture.locator("svg image").count(), found  # a table's cells are an image
    return sorted({each for each in found if each[2] < (TEXT if each[0] == "text" else LINE)})
