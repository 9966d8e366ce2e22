// Long filters become fields to type into: names and the letters of addresses (pinyin) are found anywhere.
// The select stays what the form sends; without scripts it is there as it is.
"use strict";

const LONG = 25;
const SHOWN = 60;

let count = 0;
for (const select of document.querySelectorAll(".filters select[data-type]")) {
  if (select.options.length > LONG) combobox(select);
}

function combobox(select) {
  const id = `choose-${(count += 1)}`;
  const label = select.closest("label");
  const name = [...label.childNodes].find((node) => node.nodeType === Node.TEXT_NODE).textContent.trim();
  const entries = [...select.options].map((option) => ({
    option,
    text: option.text,
    group: option.parentElement.label ?? "",
    found: `${option.text} ${option.value} ${option.parentElement.label ?? ""}`.toLowerCase(),
  }));
  const input = document.createElement("input");
  const list = document.createElement("ul");
  Object.assign(input, { type: "text", value: select.selectedOptions[0].text, autocomplete: "off" });
  const attributes = {
    role: "combobox", "aria-label": name, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    placeholder: select.dataset.type,
  };
  for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
  list.id = id;
  list.className = "choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  select.hidden = true;
  select.before(input);
  label.after(list);
  label.classList.add("choosing");
  let shown = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = select.selectedOptions[0].text;
  };
  const mark = (place) => {
    at = place;
    list.querySelectorAll("[role=option]").forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === at));
      if (number === at) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      }
    });
  };
  const take = (entry) => {
    const changed = select.value !== entry.option.value;
    entry.option.selected = true;
    close();
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const open = (typed) => {
    const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
    shown = entries.filter((entry) => words.every((word) => entry.found.includes(word))).slice(0, SHOWN);
    list.replaceChildren();
    let group = "";
    shown.forEach((entry, number) => {
      if (entry.group !== group) {
        group = entry.group;
        const head = document.createElement("li");
        head.className = "choices-head";
        head.setAttribute("role", "presentation");
        head.textContent = group;
        list.append(head);
      }
      const item = document.createElement("li");
      item.id = `${id}-${number}`;
      item.setAttribute("role", "option");
      item.lang = "zh-Hans";
      item.textContent = entry.text;
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(entry);
      });
      list.append(item);
    });
    if (!shown.length) {
      const none = document.createElement("li");
      none.className = "choices-head";
      none.setAttribute("role", "presentation");
      none.textContent = select.dataset.nothing;
      list.append(none);
    }
    list.hidden = false;
    list.style.setProperty("inset-inline-start", `${label.offsetLeft}px`);
    list.style.setProperty("inset-block-start", `${label.offsetTop + label.offsetHeight}px`);
    input.setAttribute("aria-expanded", "true");
    mark(typed && shown.length ? 0 : -1);
  };

  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open("");
      else if (shown.length) mark((at + (event.key === "ArrowDown" ? 1 : shown.length - 1 + (at < 0))) % shown.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (shown[at]) take(shown[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}
