// The print button of a sheet; without JavaScript the sheet names the browser's own command.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
