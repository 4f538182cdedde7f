"use strict";
// Photos: shown before they are sent, made smaller on the telephone, added one after the other. Without script the
// plain file field does the same work on the server.
(() => {
  const LONGEST = 2048;

  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
    if (!picture) return file;
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!blob || (scale === 1 && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  }

  function setUp(box) {
    const most = Number(box.dataset.photos);
    const input = box.querySelector("input[type=file]");
    const strip = box.querySelector(".photo-strip");
    const status = box.querySelector("[role=status]");
    let kept = [];

    function give() {
      const transfer = new DataTransfer();
      kept.forEach((file) => transfer.items.add(file));
      input.files = transfer.files;
    }

    function draw(words) {
      strip.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
      strip.replaceChildren(...kept.map(tile));
      status.textContent = words || (kept.length ? linli.say(box.dataset.wordsCount, { n: kept.length }) : "");
    }

    function tile(file) {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = box.dataset.wordsRemove;
      remove.setAttribute("aria-label", `${box.dataset.wordsRemove} ${file.name}`);
      remove.addEventListener("click", () => {
        kept = kept.filter((other) => other !== file);
        give();
        draw();
        input.focus();
      });
      item.append(image, remove);
      return item;
    }

    async function add() {
      const added = await Promise.all([...input.files].map(smaller));
      const all = [...kept, ...added];
      kept = all.slice(0, most);
      give();
      draw(all.length > most ? linli.say(box.dataset.wordsMany, { n: most }) : "");
    }

    input.addEventListener("change", add);
    if (input.files.length) add(); // chosen before this script had arrived
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (window.DataTransfer) document.querySelectorAll("[data-photos]").forEach(setUp);
  });
})();
