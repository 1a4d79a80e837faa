// Buttons that copy the text of an element; without JavaScript, or where copying is not allowed, the text is selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      said.textContent = button.dataset.copied;
    } catch {
      said.textContent = button.dataset.failed;
    }
  });
}
