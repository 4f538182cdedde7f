"use strict";
// Buttons that copy (data-copy) and print (data-print; whatever is folded is unfolded on paper if data-print="all").
(() => {
  async function copy(button) {
    await navigator.clipboard?.writeText(button.dataset.copy).then(
      () => {
        button.textContent = button.dataset.done;
      },
      () => {},
    );
  }

  function print(button) {
    if (button.dataset.print === "all") {
      document.querySelectorAll("main details").forEach((details) => details.setAttribute("open", ""));
    }
    window.print();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else print(button);
  });
})();
