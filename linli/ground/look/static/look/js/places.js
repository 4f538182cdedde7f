"use strict";
// The map sketch: buttons that make it larger, dragging when it is, and a tap that fills in longitude and latitude.
(() => {
  const FACTOR = 1.6;
  const DEEPEST = 24;

  function setUp(sheet) {
    const svg = sheet.querySelector("svg");
    const whole = svg.viewBox.baseVal;
    const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
    let drag = null;

    function look(x, y, width) {
      const height = (width * full.height) / full.width;
      const left = Math.min(Math.max(x, full.x), full.x + full.width - width);
      const top = Math.min(Math.max(y, full.y), full.y + full.height - height);
      svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
      svg.setAttribute("data-deep", width < full.width ? "yes" : "no");
    }

    function zoom(by) {
      const box = svg.viewBox.baseVal;
      const width = Math.min(full.width, Math.max(full.width / DEEPEST, box.width / by));
      look(box.x + (box.width - width) / 2, box.y + ((box.width - width) * full.height) / full.width / 2, width);
    }

    function spot(event) {
      return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    }

    sheet.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) zoom(button.dataset.zoom === "in" ? FACTOR : 1 / FACTOR);
    });
    svg.addEventListener("pointerdown", (event) => {
      drag = { from: spot(event), moved: false };
    });
    svg.addEventListener("pointermove", (event) => {
      const box = svg.viewBox.baseVal;
      if (!drag || !event.buttons || box.width >= full.width) return;
      const here = spot(event);
      if (!drag.moved && Math.hypot(here.x - drag.from.x, here.y - drag.from.y) < box.width / 100) return;
      drag.moved = true;
      look(box.x + drag.from.x - here.x, box.y + drag.from.y - here.y, box.width);
    });
    svg.addEventListener("click", (event) => {
      if (drag?.moved) event.preventDefault();
      else pick(sheet.closest("[data-place-picker]"), spot(event));
      drag = null;
    }, true);
  }

  function pick(picker, at) {
    if (!picker) return;
    const { west, north, perX, perY, longitude, latitude } = picker.dataset;
    const form = picker.closest("form") ?? document;
    fill(form, longitude, Number(west) + at.x * Number(perX));
    fill(form, latitude, Number(north) + at.y * Number(perY));
    mark(picker, at);
  }

  function fill(form, name, value) {
    const input = form.querySelector(`[name="${name}"]`);
    if (!input) return;
    input.value = value.toFixed(6);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark(picker, at) {
    const pin = picker.querySelector(".pin");
    pin.setAttribute("transform", `translate(${at.x} ${at.y})`);
    pin.removeAttribute("hidden");
  }

  // A place that was already given is marked again.
  function restore(picker) {
    const { west, north, perX, perY, longitude, latitude } = picker.dataset;
    const form = picker.closest("form") ?? document;
    const x = Number(form.querySelector(`[name="${longitude}"]`)?.value || NaN);
    const y = Number(form.querySelector(`[name="${latitude}"]`)?.value || NaN);
    if (x && y) mark(picker, { x: (x - Number(west)) / Number(perX), y: (y - Number(north)) / Number(perY) });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-map]").forEach(setUp);
    document.querySelectorAll("[data-place-picker]").forEach(restore);
  });
})();
