// The review of a plan: jumping, filters, what was judged, and the file of corrections made of it.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const say = data.say;
  const $ = (id) => document.getElementById(id);
  const article = document.querySelector(".document");
  const items = [...document.querySelectorAll(".item[id]")];
  const judged = new Map(); // id of an item -> { act, to, role }
  let additions = [];

  // --- words and items -------------------------------------------------------------------------
  function clear(name, root) { for (const old of root.querySelectorAll("." + name)) old.classList.remove(name); }

  function point() {
    const words = /^#p(\d+)-(\d+)$/.exec(window.location.hash);
    if (words) {
      const [start, end] = [Number(words[1]), Number(words[2])];
      clear("pointed", article);
      let first = null;
      for (const part of article.querySelectorAll("[data-at]")) {
        const at = Number(part.dataset.at);
        if (at < start || at >= end) continue;
        part.classList.add("pointed");
        first = first || part;
      }
      if (first) first.scrollIntoView({ block: "center" });
      return;
    }
    const item = /^#[id]\d+$/.test(window.location.hash) && $(window.location.hash.slice(1));
    if (item) reveal(item);
  }

  function reveal(item) {
    clear("now", document.body);
    const part = item.closest("details.part");
    if (part) part.open = true;
    item.hidden = false;
    item.classList.add("now");
    item.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const item = link.closest(".item[id]");
    if (item) { clear("now", document.body); item.classList.add("now"); }
    if (link.hash === window.location.hash) { event.preventDefault(); point(); }
  });
  window.addEventListener("hashchange", point);

  // Words that state several facts: each further click leads to the next of them.
  article.addEventListener("click", (event) => {
    const mark = event.target.closest(".m[data-f]");
    if (!mark || !window.getSelection().isCollapsed) return;
    const facts = mark.dataset.f.split(" ").map((number) => $("i" + number)).filter((item) => item && !item.hidden);
    const now = facts.findIndex((item) => item.classList.contains("now"));
    if (now < 0 && mark.matches("a")) return;
    event.preventDefault();
    if (facts.length) reveal(facts[(now + 1) % facts.length]);
  });

  // --- filters -----------------------------------------------------------------------------------
  const shows = [...document.querySelectorAll("[data-show]")];
  function sift() {
    const limit = Number($("threshold").value) / 100;
    const shown = new Map(shows.map((box) => [box.dataset.show, box.checked]));
    let count = 0;
    for (const item of items) {
      const kind = item.dataset.kind;
      // What is in doubt stays in sight even where its kind is quiet by default.
      const wanted = kind === undefined || shown.get(kind) || (item.closest(".first") && !touched.has(kind));
      item.hidden = !wanted || Number(item.dataset.confidence) > limit || ($("unchecked").checked && judged.has(item.id));
      if (!item.hidden) count += 1;
    }
    for (const part of document.querySelectorAll("details.part[data-part]")) {
      part.hidden = !part.querySelector(".item:not([hidden])");
    }
    $("none-shown").hidden = count > 0;
    $("threshold-value").textContent = $("threshold").value + "%";
  }
  const touched = new Set();
  for (const box of shows) box.addEventListener("change", () => { touched.add(box.dataset.show); sift(); });
  $("threshold").addEventListener("input", sift);
  $("unchecked").addEventListener("change", sift);

  // --- judging -------------------------------------------------------------------------------------
  const roles = ["lead", "responsible", "support", "office-host", "regulator", "coordinator"];
  const roleWords = Object.fromEntries(roles.map((role) => [role, data.roles[role]]));
  const quoted = (words) => (/^[\u4e00-\u9fff（《“][\u4e00-\u9fffA-Za-z0-9（）《》“”、，。·.-]*$/.test(words) ? words : JSON.stringify(words));

  function judge(item, act) {
    const before = judged.get(item.id);
    if (before && before.act === act) judged.delete(item.id);
    else judged.set(item.id, { act });
    show(item);
    if (act === "rename" && judged.has(item.id)) item.querySelector(".rename-to input").focus();
    changed();
  }

  function show(item) {
    const state = judged.get(item.id);
    item.classList.toggle("done", Boolean(state));
    item.classList.toggle("dropped", Boolean(state && state.act === "drop"));
    for (const button of item.querySelectorAll("[data-act]")) {
      button.setAttribute("aria-pressed", String(Boolean(state && state.act === button.dataset.act)));
    }
    const old = item.querySelector(".rename-to");
    if (old) old.remove();
    if (state && state.act === "rename") item.querySelector(".item-acts").append(renaming(item, state));
  }

  function renaming(item, state) {
    const row = document.createElement("div");
    row.className = "rename-to";
    const input = document.createElement("input");
    input.type = "text";
    input.setAttribute("aria-label", say.to);
    input.value = state.to === undefined ? item.querySelector(".item-label").textContent : state.to;
    state.to = input.value;
    input.addEventListener("input", () => { state.to = input.value; changed(); });
    row.append(say.to, input);
    if (item.dataset.kind === "owner") {
      const choice = document.createElement("select");
      choice.setAttribute("aria-label", say.to);
      const role = /^ {2}to-role: (\S+)$/m.exec(item.dataset.rename);
      for (const each of roles) choice.add(new Option(roleWords[each], each));
      choice.value = state.role || (role ? role[1].replace(/"/g, "") : "responsible");
      state.role = choice.value;
      choice.addEventListener("change", () => { state.role = choice.value; changed(); });
      row.append(choice);
    }
    return row;
  }

  for (const item of items) {
    for (const button of item.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => judge(item, button.dataset.act));
    }
  }

  // --- the file of corrections -----------------------------------------------------------------------
  function renamed(item, state) {
    const lines = item.dataset.rename.split("\n").map((line) => {
      if (line.startsWith("  to: ")) return `  to: ${quoted(state.to || "")}`;
      if (line.startsWith("  to-role: ")) return `  to-role: ${state.role}`;
      return line;
    });
    return lines.join("\n");
  }

  function lists() {
    const found = { add: [...additions], drop: [], rename: [] };
    for (const item of items) {
      const state = judged.get(item.id);
      if (!state) continue;
      if (state.act === "drop") found.drop.push(item.dataset.drop);
      if (state.act === "rename" && state.to) found.rename.push(renamed(item, state));
      if (state.act === "right" && item.dataset.confirm) found.rename.push(item.dataset.confirm);
    }
    return found;
  }

  function compose() {
    const today = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const on = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
    const parts = [`by: ${quoted($("by").value.trim() || "……")}`, `on: ${on}`];
    for (const [verb, found] of Object.entries(lists())) if (found.length) parts.push(`${verb}:\n${found.join("\n")}`);
    return parts.join("\n") + "\n";
  }

  function changed() {
    const done = items.filter((item) => judged.has(item.id)).length;
    $("progress").textContent = say.progress.replace("{done}", done).replace("{all}", items.length);
    $("basket-count").textContent = String(Object.values(lists()).reduce((sum, found) => sum + found.length, 0));
    if ($("unchecked").checked) sift();
    remember();
  }

  function remember() {
    try {
      const state = { judged: [...judged], additions, by: $("by").value };
      window.localStorage.setItem(data.key, JSON.stringify(state));
    } catch { /* a browser that keeps nothing for local files still shows everything */ }
  }

  function recall() {
    try {
      const state = JSON.parse(window.localStorage.getItem(data.key) || "null");
      if (!state) return;
      for (const [id, value] of state.judged) if ($(id)) { judged.set(id, value); show($(id)); }
      additions = state.additions;
      $("by").value = state.by;
    } catch { judged.clear(); additions = []; }
  }

  $("open-basket").addEventListener("click", () => { $("yaml").value = compose(); $("basket").showModal(); });
  $("by").addEventListener("input", () => {
    $("yaml").value = $("yaml").value.replace(/^by: .*$/m, () => `by: ${quoted($("by").value.trim() || "……")}`);
    remember();
  });
  $("by").addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  $("back").addEventListener("click", () => { const now = document.querySelector(".item.now"); (now || $("list")).scrollIntoView({ block: now ? "center" : "start" }); });
  new IntersectionObserver(([list]) => { $("back").hidden = list.isIntersecting; }).observe($("list"));
  $("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([$("yaml").value], { type: "application/yaml" }));
    link.download = data.file;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  function copy(text, button) {
    const said = button.textContent;
    const done = () => { button.textContent = say.copied; window.setTimeout(() => { button.textContent = said; }, 1500); };
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = text;
      (button.closest("dialog") || document.body).append(area);
      area.select();
      document.execCommand("copy"); // pages opened from a file may not have the clipboard interface
      area.remove();
      done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }
  $("copy").addEventListener("click", () => copy($("yaml").value, $("copy")));
  for (const block of document.querySelectorAll(".yaml")) {
    const text = block.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say.copy;
    button.addEventListener("click", () => copy(text, button));
    block.append(button);
  }

  // --- what extraction missed: words selected in the document ------------------------------------------
  const pieces = [...article.querySelectorAll("[data-at]")];
  let chosen = null;

  function selected() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const from = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-at]");
    const words = selection.toString().trim();
    if (!from || !article.contains(range.endContainer) || words.length < 2 || words.length > 300 || words.includes("\n")) return null;
    let before = "";
    let paragraph = null;
    for (const piece of pieces) {
      if (paragraph && piece.parentElement !== paragraph) before += "\n";
      paragraph = piece.parentElement;
      if (piece === from) { before += piece.textContent.slice(0, range.startOffset); break; }
      before += piece.textContent;
    }
    return { words, before, at: Number(from.dataset.at), box: range.getBoundingClientRect() };
  }

  const whole = () => [...article.children].map((line) => line.textContent).join("\n");
  const times = (text, words) => text.split(words).length - 1;

  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (!now) { if (!$("missed").matches(":hover, :focus-within")) $("missed").hidden = true; return; }
    chosen = now;
    const box = $("missed");
    box.hidden = false;
    box.style.left = `${Math.max(12, Math.min(now.box.left, document.documentElement.clientWidth - box.offsetWidth - 12)) + window.scrollX}px`;
    box.style.top = `${now.box.bottom + window.scrollY + 10}px`;
  });

  $("missed").addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button || !chosen) return;
    const kind = button.dataset.add;
    const lines = [`- ${kind}: ${quoted(chosen.words)}`];
    const measure = data.measures.filter(([start, end]) => start <= chosen.at && chosen.at < end)
      .sort((one, other) => one[1] - one[0] - (other[1] - other[0]))[0];
    if (kind === "responsibility") lines.push(`  measure: ${quoted(measure ? measure[2] : "……")}`, "  role: responsible");
    if (kind === "target") {
      const found = /(\d[\d.,]*)(\s*)([^\d，。；、（）()]{1,3})?/.exec(chosen.words);
      lines[0] = `- target: ${quoted(found ? chosen.words.slice(0, found.index).replace(/(?:达到|突破|超过|达|至|力争)+$/, "") || "……" : "……")}`;
      lines.push(`  value: ${quoted(found ? found[1] : "……")}`, `  unit: ${quoted((found && found[3]) || "……")}`);
    }
    lines.push(`  quote: ${quoted(chosen.words)}`);
    if (times(whole(), chosen.words) > 1) lines.push(`  nth: ${times(chosen.before, chosen.words) + 1}`);
    additions.push(lines.join("\n"));
    $("missed").hidden = true;
    window.getSelection().removeAllRanges();
    changed();
    $("yaml").value = compose();
    $("basket").showModal();
  });

  for (const hidden of document.querySelectorAll(".buttons, .knobs")) hidden.hidden = false;
  $("tray").hidden = false;
  recall();
  changed();
  sift();
  point();
})();
