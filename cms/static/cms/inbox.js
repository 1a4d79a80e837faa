// Keys of the inbox and of a case in review; a phrase chosen is written where it can be changed.
(() => {
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const list = document.querySelector("table.inbox");
  const titles = list ? [...list.querySelectorAll("a.inbox-title")] : [];
  const at = () => titles.findIndex((title) => title.closest("tr").contains(document.activeElement));

  const move = (by) => {
    const next = Math.min(Math.max(at() + by, 0), titles.length - 1);
    if (titles[next]) titles[next].focus();
  };
  const follow = (rel) => {
    const link = document.querySelector(`a[rel="${rel}"]`);
    if (link) link.click();
  };
  const go = (selector) => {
    const place = document.querySelector(selector);
    if (place) place.focus();
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const row = at() >= 0 && titles[at()].closest("tr");
      if (row) row.querySelector("input[type=checkbox]").click();
    },
    a: () => go('#inbox button[value="approve"], .desk-decisions form:first-child button'),
    r: () => go("[data-phrases] select"),
    n: () => follow("next"),
    p: () => follow("prev"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const does = keys[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  for (const form of document.querySelectorAll("[data-phrases]")) {
    const [phrase, comment] = [form.elements.phrase, form.elements.comment];
    if (!phrase || !comment) continue;
    phrase.addEventListener("change", () => {
      if (!phrase.value) return;
      const words = phrase.selectedOptions[0].textContent;
      comment.value = comment.value ? `${comment.value}\n${words}` : words;
      phrase.value = "";
      comment.focus();
    });
  }
})();
