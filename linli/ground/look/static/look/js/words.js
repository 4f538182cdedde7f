"use strict";
// Says that a script runs, and fills numbers into words that the page brought along: say("已选 %(n)s 张", {n: 3}).
document.documentElement.classList.add("has-script");

window.linli = {
  say(words, values) {
    return words.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
  },
  token() {
    const headers = document.body.getAttribute("hx-headers");
    return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
  },
  isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  },
};

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("faults")?.focus();
});
