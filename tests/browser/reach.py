"""What a hand or a keyboard can reach: whether the focus is seen, and targets that are too small."""

# Whether the element in focus shows within the window and nothing lies over its middle.
SEEN = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect();
  const x = Math.min(Math.max(r.left + Math.min(r.width, innerWidth) / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const inside = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
  const covered = top && !(e === top || e.contains(top) || top.contains(e));
  const seen = e === document.body || (inside && !covered);
  return { seen, what: e.outerHTML.slice(0, 120), over: top && top.outerHTML.slice(0, 80) };
}"""

# Targets below 24 by 24 px (WCAG 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary, textarea')].filter(e => {
  if (!e.checkVisibility() || e.closest('.hidden') || e.type === 'hidden') return false;
  // What stands within a label is reached by the whole label.
  const r = (e.closest('label') ?? e).getBoundingClientRect();
  if (!r.width) return false;
  // A link within a sentence is as tall as its line (WCAG 2.5.8, exception “inline”).
  if (getComputedStyle(e).display === 'inline') return false;
  return r.width < 24 || r.height < 24;
}).map(e => e.outerHTML.slice(0, 120))"""


def hidden_stops(page, most=40):
    """The first `most` stops of Tab whose element is outside the window or covered."""
    hidden = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if not stop["seen"]:
            hidden.append(stop)
    return hidden
