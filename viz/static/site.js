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
// The other language opens at the same place: the passage of the address, else the heading that is read.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest(".switch a");
  const place = window.location.hash || document.documentElement.dataset.reading;
  if (link && place) link.hash = place;
});
// On a phone a table that is read becomes cards: each cell carries the name of its column, and the roles
// that browsers drop when a table is no longer drawn as one.
function stack(table) {
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const role = (part, name) => part.setAttribute("role", name);
  role(table, "table");
  for (const part of [table.tHead, ...table.tBodies, table.tFoot]) if (part) role(part, "rowgroup");
  for (const row of table.rows) {
    role(row, "row");
    const head = row.parentElement === table.tHead;
    for (const [index, cell] of [...row.cells].entries()) {
      role(cell, cell.tagName !== "TH" ? "cell" : head ? "columnheader" : "rowheader");
      if (head || cell.tagName === "TH") continue;
      cell.dataset.label = names[index] || "";
      cell.classList.toggle("blank", !cell.textContent.trim() && !cell.querySelector("svg, img, input"));
    }
  }
  table.classList.add("labelled");
}
document.querySelectorAll("table.stack").forEach(stack);
// A script that puts a table into the page says so.
document.addEventListener("policygraph:shown", (event) => event.target.querySelectorAll("table.stack").forEach(stack));
// On a phone the menu scrolls sideways: the section one is in must be in view.
for (const here of document.querySelectorAll(".nav a[aria-current]")) {
  const list = here.closest(".nav");
  list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
}
