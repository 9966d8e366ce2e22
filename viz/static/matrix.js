// Rows and columns of the matrix move under the mouse, by Alt with an arrow key, and by the arrows beside the heads
// (links, for touch and for browsers without scripts). The server keeps the order in the address, so the page is
// asked for again and put in place without losing the reader's; what has moved where is said.
"use strict";

(() => {
  let dragged = null;
  let latest = 0;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  const box = () => document.querySelector(".matrix-scroll");
  const head = (target) => target.closest && target.closest(".matrix th[data-key]");
  const heads = (axis) => [...document.querySelectorAll(`.matrix th[data-axis=${axis}]`)];

  async function show(address, { push = true, focus = null } = {}) {
    const mine = ++latest;
    const answer = await fetch(address);
    if (!answer.ok) { window.location.assign(address); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return; // a later move was asked for meanwhile
    const [left, top] = [box().scrollLeft, box().scrollTop];
    for (const part of ["main", ".switch"]) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    if (push) window.history.pushState(null, "", answer.url);
    prepare();
    box().scrollTo(left, top);
    if (!focus) return;
    const line = heads(focus.axis);
    const moved = line.find((item) => item.dataset.key === focus.key);
    if (!moved) return;
    // The same arrow again, so that pressing it once more goes on; at an end the next that there is.
    const arrow = focus.to && (moved.querySelector(`.movers [data-to="${focus.to}"]`) || moved.querySelector(".movers a"));
    (arrow || moved.querySelector("a")).focus();
    const table = document.querySelector(".matrix").dataset;
    status.textContent = table.said
      .replace("{name}", () => moved.querySelector("a").textContent.trim())
      .replace("{place}", () => String(before(focus.axis) + line.indexOf(moved) + 1));
  }

  // Lines on the pages before this one: a place counts from the first of all.
  const before = (axis) => Number(document.querySelector(".matrix").dataset[axis]) - 1;

  function move(item, place) {
    const { axis, key } = item.dataset;
    const address = new URL(document.querySelector(".matrix").dataset.move, window.location.href);
    address.searchParams.set("move", `${axis}~${key}~${before(axis) + place}`);
    show(address.href, { focus: { axis, key } });
  }

  function prepare() {
    for (const item of document.querySelectorAll(".matrix th[data-key]")) {
      item.draggable = true;
      item.querySelector("a").draggable = false; // the head is dragged, not its link
    }
  }

  document.addEventListener("dragstart", (event) => {
    dragged = head(event.target);
    if (dragged) event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
  });
  document.addEventListener("dragover", (event) => {
    const over = head(event.target);
    if (!dragged || !over || over.dataset.axis !== dragged.dataset.axis) return;
    event.preventDefault();
    for (const item of document.querySelectorAll(".matrix .over")) item.classList.remove("over");
    over.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const over = head(event.target);
    if (!dragged || !over || over === dragged || over.dataset.axis !== dragged.dataset.axis) return;
    event.preventDefault();
    move(dragged, heads(over.dataset.axis).indexOf(over));
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const item of document.querySelectorAll(".matrix .over")) item.classList.remove("over");
  });
  document.addEventListener("keydown", (event) => {
    const item = event.altKey && head(event.target);
    if (!item) return;
    const steps = item.dataset.axis === "row" ? { ArrowUp: -1, ArrowDown: 1 } : { ArrowLeft: -1, ArrowRight: 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const line = heads(item.dataset.axis);
    const place = line.indexOf(item) + steps[event.key];
    if (place >= 0 && place < line.length) move(item, place);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".movers a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const { axis, key } = head(link).dataset;
    show(link.href, { focus: { axis, key, to: link.dataset.to } });
  });
  window.addEventListener("popstate", () => show(window.location.href, { push: false }));
  prepare();
})();
