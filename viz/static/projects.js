// Sorting and turning pages of the projects without leaving the place on the page. Each state has the address
// that it has without this script; only what changes is put in.
"use strict";

(() => {
  const rows = () => document.getElementById("projects-rows");
  if (!rows()) return;
  const parts = ["projects-rows", "projects-tabs", "projects-state"];
  let running = null;

  async function show(address, { remember = true, focus = "", said = "" } = {}) {
    if (running) running.abort();
    const mine = running = new AbortController();
    rows().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = parts.map((id) => fresh.getElementById(id));
      if (!answer.ok || !found.every(Boolean)) throw new Error(String(answer.status));
      parts.forEach((id, index) => document.getElementById(id).replaceWith(found[index]));
      for (const link of document.querySelectorAll(".switch a")) {
        const same = fresh.querySelector(`.switch a[hreflang="${link.hreflang}"]`);
        if (same) link.href = same.getAttribute("href");
      }
      if (remember) window.history.pushState({ projects: true }, "", address);
      rows().dispatchEvent(new CustomEvent("policygraph:shown", { bubbles: true }));
      if (focus) document.getElementById(focus)?.focus();
      document.getElementById("projects-said").textContent = said;
    } catch (error) {
      if (error.name !== "AbortError") window.location.assign(address); // the browser shows what is wrong
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#projects-rows :is(a[data-stay], .pager a)");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, { focus: link.id, said: link.dataset.said ?? link.getAttribute("aria-label") ?? "" });
  });
  // The first choice of an order is the form's; those that this script put in are sent from here.
  document.addEventListener("change", (event) => {
    const state = document.getElementById("projects-state");
    if (state.contains(event.target) && !event.target.matches("[data-heard]")) event.target.form.requestSubmit();
  });
  for (const select of document.querySelectorAll("#projects-state select")) select.dataset.heard = "";
  window.addEventListener("popstate", () => show(window.location.href, { remember: false }));
})();
