// The card of a fact beside its words, and the passage that the address points at.
"use strict";

(() => {
  const card = document.getElementById("card");
  const article = document.querySelector(".document");
  if (!card || !article) return;
  const gap = 8;
  let shown = null;
  let timer = 0;

  function show(mark) {
    window.clearTimeout(timer);
    if (shown === mark && !card.hidden) return;
    hide();
    card.replaceChildren();
    for (const number of mark.dataset.f.split(" ")) {
      const note = document.getElementById("f" + number);
      if (!note) continue;
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      const box = document.createElement("div");
      box.className = copy.className;
      box.append(...copy.childNodes);
      card.append(box);
    }
    shown = mark;
    mark.classList.add("now");
    card.hidden = false;
    place(mark);
  }

  function place(mark) {
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const width = card.offsetWidth;
    const left = Math.max(gap, Math.min(box.left, document.documentElement.clientWidth - width - gap));
    const below = box.bottom + gap;
    const above = box.top - card.offsetHeight - gap;
    const top = below + card.offsetHeight > window.innerHeight && above > 0 ? above : below;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  }

  function hide() {
    if (shown) shown.classList.remove("now");
    shown = null;
    card.hidden = true;
  }

  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(hide, 250);
  };
  const markOf = (event) => event.target.closest && event.target.closest(".m[data-f]");

  article.addEventListener("mouseover", (event) => { const mark = markOf(event); if (mark) show(mark); else later(); });
  article.addEventListener("mouseleave", later);
  article.addEventListener("focusin", (event) => { const mark = markOf(event); if (mark) show(mark); });
  article.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) return;
    event.preventDefault(); // without scripts the link leads to the same words in the list of facts
    show(mark);
  });
  card.addEventListener("mouseenter", () => window.clearTimeout(timer));
  card.addEventListener("mouseleave", later);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", (event) => { if (!card.contains(event.target) && !markOf(event)) hide(); });

  // #p120-131: all words of the passage are shown, wherever marks cut them.
  function point() {
    for (const old of article.querySelectorAll(".pointed")) old.classList.remove("pointed");
    const match = /^#p(\d+)-(\d+)$/.exec(window.location.hash);
    if (!match) return;
    const [start, end] = [Number(match[1]), Number(match[2])];
    let first = null;
    let before = null;
    for (const part of article.querySelectorAll("[data-at]")) {
      const at = Number(part.dataset.at);
      if (at <= start) before = part;
      if (at < start || at >= end) continue;
      part.classList.add("pointed");
      first = first || part;
    }
    // Words that no fact marks (a fact that was missed) stand inside or just after the part before them.
    if (first || before) (first || before).scrollIntoView({ block: "center" });
  }
  // #cite opens what it leads to, which is closed at first.
  function open() {
    const part = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
    if (part && part.tagName === "DETAILS") part.open = true;
  }
  window.addEventListener("hashchange", open);
  open();
  window.addEventListener("hashchange", point);
  point();

  // The heading now read is shown in the outline.
  const links = new Map([...document.querySelectorAll(".outline a")].map((link) => [link.hash.slice(1), link]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let queued = false;
  function follow() {
    queued = false;
    let current = null;
    for (const head of heads) {
      if (head.getBoundingClientRect().top > window.innerHeight * 0.35) break;
      current = head;
    }
    for (const link of links.values()) link.removeAttribute("aria-current");
    if (current) links.get(current.id).setAttribute("aria-current", "true");
    // The switch of languages leads to this heading, once one has read on from the top.
    if (current && window.scrollY > 0) document.documentElement.dataset.reading = "#" + current.id;
    else delete document.documentElement.dataset.reading;
  }
  window.addEventListener("scroll", () => {
    if (!queued) { queued = true; window.requestAnimationFrame(follow); }
  }, { passive: true });
  follow();
})();
