"use strict";
// Makes an urgent call heard: a short sound, once for each ring, as soon as the page has been touched, and a title that blinks.
(() => {
  const HEARD = "linli-heard";
  const title = document.title;
  let sound = null;
  let blinking = 0;

  function wake() {
    const Sound = window.AudioContext;
    if (Sound && !sound) sound = new Sound();
    if (sound?.state === "suspended") sound.resume();
  }

  // Two tones, three times; no file is fetched.
  function play() {
    if (sound?.state !== "running") return;
    for (let turn = 0; turn < 3; turn += 1) {
      [880, 660].forEach((pitch, place) => {
        const at = sound.currentTime + turn * 0.6 + place * 0.25;
        const tone = sound.createOscillator();
        const loud = sound.createGain();
        tone.frequency.value = pitch;
        loud.gain.setValueAtTime(0.0001, at);
        loud.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
        loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.22);
        tone.connect(loud).connect(sound.destination);
        tone.start(at);
        tone.stop(at + 0.24);
      });
    }
  }

  function blink(words) {
    clearInterval(blinking);
    blinking = setInterval(() => {
      document.title = document.title === title ? `【${words}】${title}` : title;
    }, 1000);
  }

  function calm() {
    clearInterval(blinking);
    document.title = title;
  }

  function look() {
    const banner = document.querySelector("[data-ring]");
    if (!banner) return calm();
    blink(banner.dataset.words);
    if (sessionStorage.getItem(HEARD) === banner.dataset.ring) return;
    if (sound?.state === "running") {
      sessionStorage.setItem(HEARD, banner.dataset.ring);
      play();
    }
  }

  ["pointerdown", "keydown"].forEach((gesture) =>
    document.addEventListener(gesture, () => {
      wake();
      setTimeout(look, 100);
    }),
  );
  document.addEventListener("DOMContentLoaded", look);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt?.id === "alarm" || event.detail.target?.id === "alarm") look();
  });
})();
