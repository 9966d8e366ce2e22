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
    for (const number of (mark.dataset.f || mark.hash.slice(2)).split(" ")) {
      const note = document.getElementById("f" + number);
      if (note) card.append(explained(note));
    }
    shown = mark;
    mark.classList.add("now");
    card.hidden = false;
    place(mark);
  }

  // A line of the list of facts, with the words that the list gives once for all lines.
  function explained(note) {
    const named = note.parentElement.dataset;
    const box = document.createElement("div");
    box.className = note.className;
    const link = note.querySelector("a");
    const name = document.createElement("b");
    name.lang = link.lang;
    name.textContent = link.textContent;
    const list = document.createElement("dl");
    const said = [[".concept", named.concept], [".role-of", named.role], [".about", named.about], ["small", named.sure], ["code", named.rule]];
    for (const [part, word] of said) {
      const found = note.querySelector(part);
      if (!found) continue;
      const [row, head, value] = ["div", "dt", "dd"].map((kind) => document.createElement(kind));
      head.textContent = word;
      value.lang = found.lang;
      value.textContent = found.textContent;
      row.append(head, value);
      list.append(row);
    }
    const more = link.cloneNode();
    more.removeAttribute("lang");
    more.className = "more";
    more.textContent = named.more;
    box.append(note.querySelector(".m").cloneNode(true), name, list, more);
    return box;
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
  const markOf = (event) => event.target.closest && event.target.closest(".document .m");

  article.addEventListener("mouseover", (event) => { const mark = markOf(event); if (mark) show(mark); else later(); });
  article.addEventListener("mouseleave", later);
  // A browser that follows an address to a mark gives it the focus: its words are pointed at then, and its card
  // would cover what one came to read. Tab says that a reader wants the card.
  let tabbed = false;
  document.addEventListener("keydown", (event) => { tabbed = event.key === "Tab"; }, true);
  document.addEventListener("pointerdown", () => { tabbed = false; }, true);
  article.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark && (tabbed || "#" + mark.id !== window.location.hash)) show(mark);
  });
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

  // #p120-131: exactly the words of the passage are shown, whatever marks cut them. Places count characters
  // (code points) of the whole text; the name of a paragraph says where it begins.
  const paragraphs = [...article.querySelectorAll("p")].map((paragraph) => {
    const [, start, end] = /^p(\d+)-(\d+)$/.exec(paragraph.id);
    return { paragraph, start: Number(start), end: Number(end) };
  });
  function point() {
    for (const old of article.querySelectorAll(".pointed")) old.replaceWith(...old.childNodes);
    const match = /^#p(\d+)-(\d+)$/.exec(window.location.hash);
    if (!match) return;
    const [start, end] = [Number(match[1]), Number(match[2])];
    let first = null;
    for (const here of paragraphs) {
      if (here.end <= start || here.start >= end) continue;
      let at = here.start;
      const walker = document.createTreeWalker(here.paragraph, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        const letters = [...text.data];
        const [from, to] = [Math.max(start - at, 0), Math.min(end - at, letters.length)];
        at += letters.length;
        if (from >= to) continue;
        const box = document.createElement("span");
        box.className = "pointed";
        const range = document.createRange();
        range.setStart(text, letters.slice(0, from).join("").length);
        range.setEnd(text, letters.slice(0, to).join("").length);
        range.surroundContents(box);
        first = first || box;
      }
    }
    if (!first) return;
    const show = () => first.scrollIntoView({ block: "center" });
    show();
    // What is drawn only now may be higher or lower than was thought.
    window.requestAnimationFrame(() => window.requestAnimationFrame(show));
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
    const line = window.innerHeight * 0.35;
    let current = null;
    for (const head of heads) {
      // A part out of sight is not drawn, and would be to tell where a heading in it stands: its edges will do.
      const part = head.closest(".text-part").getBoundingClientRect();
      if (part.top > line || (part.bottom > line && head.getBoundingClientRect().top > line)) break;
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
