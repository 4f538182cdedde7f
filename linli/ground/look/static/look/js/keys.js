"use strict";
// Keyboard in lists: arrows (or j, k) move, Enter opens, letters press the button that bears them (data-key).
(() => {
  const WIDE = matchMedia("(min-width: 1200px)");
  let pending = 0;

  function rows() {
    return [...document.querySelectorAll("[data-rows] a.row")];
  }

  function current(all) {
    const focused = all.indexOf(document.activeElement);
    return focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
  }

  function move(by) {
    const all = rows();
    if (all.length === 0) return false;
    const next = Math.min(all.length - 1, Math.max(0, current(all) + by));
    all[next].focus();
    showSoon(all[next]);
    return true;
  }

  function showSoon(row) {
    clearTimeout(pending);
    pending = setTimeout(() => show(row), 150);
  }

  // The right pane shows the matter beside the list; without a pane, or with too little room, the link is a link.
  function show(row) {
    const pane = document.getElementById("pane");
    if (!row.dataset.pane || !pane || !WIDE.matches || !window.htmx) return false;
    rows().forEach((other) => other.removeAttribute("aria-current"));
    row.setAttribute("aria-current", "true");
    row.classList.remove("new");
    window.htmx.ajax("GET", row.dataset.pane, { target: "#pane", swap: "innerHTML" });
    return true;
  }

  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("[data-rows] a.row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (event.detail > 0 && show(row)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || linli.isTyping(event.target)) return;
    if ((event.key === "ArrowDown" || event.key === "j") && move(1)) return event.preventDefault();
    if ((event.key === "ArrowUp" || event.key === "k") && move(-1)) return event.preventDefault();
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) {
        search.focus();
        event.preventDefault();
      }
      return;
    }
    if (!/^[a-z0-9?]$/i.test(event.key)) return;
    const button = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    const isOpen = button.matches("details[open] > summary");
    if (!isOpen) button.click();
    if (button.matches("summary")) setTimeout(() => focusFirst(button.parentElement), 0);
  });

  const focusFirst = (place) => place?.querySelector("textarea, select, input:not([type=hidden])")?.focus();

  // A form that is fetched when its step is unfolded takes the focus once it is there.
  document.addEventListener("htmx:load", (event) => {
    if (event.target.matches?.("details[open] > form")) focusFirst(event.target);
  });
})();
