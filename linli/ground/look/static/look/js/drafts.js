"use strict";
// Keeps what somebody is typing: a form with data-autosave posts its fields there, and [data-saved] says so.
(() => {
  const WAIT = 1200;
  const timers = new WeakMap();
  const unsaved = new Set();

  async function save(form) {
    unsaved.delete(form);
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(fieldsOf(form)),
      headers: { "X-CSRFToken": linli.token(), "HX-Request": "true" },
      keepalive: true,
    }).catch(() => null);
    if (!answer?.ok) unsaved.add(form);
    const place = form.querySelector("[data-saved]");
    if (place && answer?.ok) place.textContent = await answer.text();
  }

  // Files are not part of a draft.
  function fieldsOf(form) {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    if (!form) return;
    unsaved.add(form);
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), WAIT));
  });

  document.addEventListener("submit", (event) => {
    clearTimeout(timers.get(event.target));
    unsaved.delete(event.target);
  });

  window.addEventListener("pagehide", () => unsaved.forEach((form) => save(form)));
})();
