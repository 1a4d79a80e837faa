// Reads the page aloud with the browser's own voice, paragraph by paragraph; nothing leaves the browser.
{
  const words = document.currentScript.dataset;
  const PARTS = "h1, h2, h3, h4, p, li, dt, dd, figcaption, caption, th, td, summary, label";
  const LONGEST = 120; // characters of one utterance: some voices stop in longer ones
  const speech = window.speechSynthesis;
  const start = document.querySelector("[data-read]");
  const stop = document.querySelector("[data-read-stop]");

  if (speech && start && stop) {
    let queue = [], part = null, reading = false;

    // The innermost blocks that can be seen, in the order of the page.
    const parts = () => [...document.querySelectorAll("main :is(" + PARTS + ")")].filter((element) =>
      !element.querySelector(PARTS) && element.checkVisibility() && !element.closest(".no-read, [aria-hidden=true]")
      && element.innerText.trim());
    const sentences = (text) => {
      const pieces = text.replace(/\s+/g, " ").match(/[^。！？；!?;]+[。！？；!?;]?/g) || [];
      const joined = [""];
      for (const piece of pieces) {
        if ((joined.at(-1) + piece).length > LONGEST && joined.at(-1)) joined.push("");
        joined[joined.length - 1] += piece;
      }
      return joined.filter((piece) => piece.trim());
    };
    const mark = (element) => {
      part?.classList.remove("being-read");
      part = element;
      part?.classList.add("being-read");
      part?.scrollIntoView({ block: "nearest" });
    };
    const say = (text) => { start.textContent = text; };
    const end = () => {
      reading = false;
      queue = [];
      speech.cancel();
      mark(null);
      say(words.start);
      stop.hidden = true;
      delete document.documentElement.dataset.reading; // while it is set the bar with the buttons stays in sight
    };
    const next = () => {
      if (!reading) return;
      if (!queue.length) return end();
      const { element, text } = queue.shift();
      if (element !== part) mark(element);
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = "zh-CN";
      utterance.rate = 0.9;
      utterance.onend = next;
      utterance.onerror = (event) => { if (!["interrupted", "canceled"].includes(event.error)) end(); };
      speech.speak(utterance);
    };

    start.hidden = false;
    start.addEventListener("click", () => {
      if (!reading) {
        queue = parts().flatMap((element) => sentences(element.innerText).map((text) => ({ element, text })));
        reading = true;
        stop.hidden = false;
        document.documentElement.dataset.reading = "";
        say(words.pause);
        speech.cancel();
        return next();
      }
      const paused = start.textContent === words.resume;
      paused ? speech.resume() : speech.pause();
      say(paused ? words.pause : words.resume);
    });
    stop.addEventListener("click", () => { end(); start.focus(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape" && reading) end(); });
    addEventListener("pagehide", end);
  }
}
