// What the reader chose, kept in this browser alone and restored before the first paint: elder mode and high contrast.
// Elder mode is an address (/elder/…) and works without this; here it is only remembered for the next visit.
{
  const ELDER = "/elder";
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => {
    try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* not allowed */ }
  };
  const contrast = (on) => { on ? (root.dataset.contrast = "more") : delete root.dataset.contrast; };

  contrast(kept("contrast") === "more");
  const { pathname, search, hash } = location;
  if (kept("mode") === "elder" && !pathname.startsWith(`${ELDER}/`)) location.replace(ELDER + pathname + search + hash);

  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("[data-mode-link]")) {
      link.addEventListener("click", () => keep("mode", link.dataset.modeLink));
    }
    const button = document.querySelector("[data-contrast-button]");
    if (!button) return;
    const told = () => button.setAttribute("aria-pressed", String(root.dataset.contrast === "more"));
    told();
    button.hidden = root.dataset.mode === "elder"; // whose contrast is high already
    button.addEventListener("click", () => {
      const on = root.dataset.contrast !== "more";
      contrast(on);
      keep("contrast", on ? "more" : "");
      told();
    });
  });
}
