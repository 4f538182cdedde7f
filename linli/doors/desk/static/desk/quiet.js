"use strict";
// Keeps an open list true without disturbing who reads it: new rows appear, handled ones turn grey, focus stays where it is.
(() => {
  const EVERY = 20_000;

  function listOf(root) {
    return root.querySelector("ol.worklist");
  }

  async function refresh(place) {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.quiet, { headers: { "HX-Request": "true", "Linli-Quiet": "1" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const [here, there] = [listOf(place), listOf(fresh)];
    if (!here) {
      if (there) place.replaceChildren(...fresh.childNodes);
      return;
    }
    merge(here, there ? [...there.children] : [], place.dataset.wordsMoved);
  }

  function merge(here, rows, moved) {
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const row of [...here.children]) {
      const now = wanted.get(row.id);
      if (now) update(row, now);
      else {
        row.classList.add("moved");
        row.querySelector(".what")?.setAttribute("data-moved", moved);
      }
    }
    let last = null;
    for (const row of rows) {
      const known = document.getElementById(row.id);
      if (known && here.contains(known)) last = known;
      else {
        const added = document.adoptNode(row);
        added.querySelector("a.row")?.classList.add("new");
        if (last) last.after(added);
        else here.prepend(added);
        last = added;
      }
    }
  }

  // Only what is read is changed; the link itself stays, and with it the focus.
  function update(row, now) {
    row.classList.remove("moved");
    const [link, fresh] = [row.querySelector("a.row"), now.querySelector("a.row")];
    if (link && fresh && link.innerHTML !== fresh.innerHTML) link.innerHTML = fresh.innerHTML;
  }

  function all() {
    document.querySelectorAll("[data-quiet]").forEach(refresh);
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-quiet]")) setInterval(all, EVERY);
  });

  // An answer that says what is wrong (409, 422) is shown like any other; after a step in the pane the list follows.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
    // Of steps with one name only one is open at a time; an old one still there would close the one that arrives open.
    event.detail.target.querySelectorAll("details[open]").forEach((step) => (step.open = false));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "pane") return;
    event.detail.target.querySelector("#faults")?.focus();
    if (event.detail.requestConfig?.verb === "post") all();
  });
})();
