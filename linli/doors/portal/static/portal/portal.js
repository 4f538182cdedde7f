"use strict";
// Words of danger show the emergency numbers while one still writes; a telephone's place is asked for only when the
// button is pressed; a form is sent once however often its button is pressed.
(() => {
  function watch(form) {
    const box = document.getElementById("danger");
    const words = (box?.dataset.danger ?? "").split("|").filter(Boolean);
    const text = form.querySelector("textarea");
    if (!text || words.length === 0) return;
    text.addEventListener("input", () => {
      const tidy = text.value.replace(/\s+/g, "").toLowerCase();
      const isDanger = words.some((word) => tidy.includes(word));
      if (isDanger && box.hidden) {
        box.hidden = false;
        box.scrollIntoView({ block: "nearest" });
      } else if (!isDanger) {
        box.hidden = true;
      }
    });
  }

  function locate(button) {
    const form = button.form;
    const say = form.querySelector("[data-located]");
    const failed = () => {
      button.disabled = false;
      say.textContent = button.dataset.failed;
    };
    if (!navigator.geolocation) return failed();
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (position) => {
        form.elements.longitude.value = position.coords.longitude.toFixed(6);
        form.elements.latitude.value = position.coords.latitude.toFixed(6);
        form.requestSubmit();
      },
      failed,
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  function once(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => delete form.dataset.sent);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-danger-watch]").forEach(watch);
    document.querySelectorAll("form[data-once]").forEach(once);
    document.querySelectorAll("[data-locate]").forEach((button) => button.addEventListener("click", () => locate(button)));
  });
})();
