// Small conveniences of every page; nothing here is needed to read one.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// Long outlines start closed on a phone, where they would push the document away.
if (window.matchMedia("(max-width: 80rem)").matches) {
  for (const details of document.querySelectorAll("[data-phone-closed]")) details.open = false;
}
// A chosen filter is applied at once; the button stays for keyboards and for browsers without scripts.
for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
// On a phone the menu scrolls sideways: the section one is in must be in view.
for (const here of document.querySelectorAll(".nav a[aria-current]")) {
  const list = here.closest(".nav");
  list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
}
