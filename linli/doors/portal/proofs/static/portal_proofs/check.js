"use strict";
// Checks a proof file in the browser: nothing is sent anywhere, and it works from disk as well. What it found is told by
// showing one of the sentences that stand on the page. The same checks as in check_proof.py, in the same order.
(() => {
  const FIELDS = ["format", "number", "received_at", "leaf", "signature", "index", "size", "path", "checkpoint", "key"];
  const HASH = /^[0-9a-f]{64}$/;
  const bytes = (text) => new TextEncoder().encode(text);
  const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
  const toHex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (raw) => new Uint8Array(await crypto.subtle.digest("SHA-256", raw));

  class Altered extends Error {}
  class Unreadable extends Error {}
  const need = (fits, what) => {
    if (!fits) throw new Altered(what);
  };

  function join(...parts) {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  // Base64 that is written in the one right way.
  function decode(text) {
    let raw = null;
    try {
      raw = atob(text);
    } catch {
      need(false, "base64");
    }
    need(btoa(raw) === text, "base64");
    return Uint8Array.from(raw, (one) => one.charCodeAt(0));
  }

  async function markOf(name, key) {
    return (await sha256(join(bytes(`${name}\n\x01`), key))).slice(0, 4);
  }

  async function readKey(text) {
    const [name, mark, ...rest] = text.split("+");
    const raw = decode(rest.join("+"));
    need(raw.length === 33 && raw[0] === 1, "key");
    const key = raw.slice(1);
    need(mark === toHex(await markOf(name, key)), "key");
    return { name, key };
  }

  // true, false, or null where this browser knows no Ed25519.
  async function signed(key, message, signature) {
    let known = null;
    try {
      known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      if (error.name === "NotSupportedError") return null;
      return false;
    }
    return crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
  }

  // The root of a log of `size` that holds `leaf` at `index` beside `path` (RFC 9162, 2.1.3.2).
  async function climb(leaf, index, size, path) {
    need(index < size, "place");
    let place = BigInt(index);
    let last = BigInt(size) - 1n;
    let current = fromHex(leaf);
    for (const step of path) {
      need(last > 0n, "path");
      const other = fromHex(step);
      if (place & 1n || place === last) {
        current = await sha256(join([1], other, current));
        while (place && !(place & 1n)) {
          place >>= 1n;
          last >>= 1n;
        }
      } else {
        current = await sha256(join([1], current, other));
      }
      place >>= 1n;
      last >>= 1n;
    }
    need(last === 0n, "path");
    return current;
  }

  function read(raw) {
    let text, proof;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
      proof = JSON.parse(text);
    } catch {
      throw new Unreadable("json");
    }
    if (proof === null || proof.format !== "linli-proof-1") throw new Unreadable("format");
    need(Object.keys(proof).join() === FIELDS.join() && `${JSON.stringify(proof, null, 1)}\n` === text, "form");
    const words = ["number", "received_at", "leaf", "signature", "checkpoint", "key"];
    need(words.every((name) => typeof proof[name] === "string") && Array.isArray(proof.path), "form");
    need(["index", "size"].every((name) => Number.isSafeInteger(proof[name]) && proof[name] >= 0), "form");
    need([proof.leaf, ...proof.path].every((one) => typeof one === "string" && HASH.test(one)), "hash");
    need(/^[0-9]{13}$/.test(proof.number), "number");
    return proof;
  }

  // {how: "whole" | "unsigned" | "altered" | "unreadable", proof, why}
  async function check(raw) {
    let proof = null;
    try {
      proof = read(raw);
      const { name, key } = await readKey(proof.key);
      const cut = proof.checkpoint.indexOf("\n\n");
      const body = proof.checkpoint.slice(0, cut);
      const signature = proof.checkpoint.slice(cut + 2);
      const lines = body.split("\n");
      need(cut > 0 && lines.length === 3 && lines[0] === name && lines[1] === String(proof.size), "checkpoint");
      need(signature.startsWith(`\u2014 ${name} `) && signature.endsWith("\n"), "checkpoint");
      const root = await climb(proof.leaf, proof.index, proof.size, proof.path);
      need(toHex(root) === toHex(decode(lines[2])), "path");
      const mark = decode(signature.slice(name.length + 3, -1));
      need(toHex(mark.slice(0, 4)) === toHex(await markOf(name, key)), "checkpoint");
      const holds = await signed(key, bytes(`${body}\n`), mark.slice(4));
      need(holds !== false, "signature");
      const said = ["linli-proof-1", proof.number, proof.received_at, proof.leaf].join("\n");
      need((await signed(key, bytes(said), decode(proof.signature))) !== false, "signature");
      return { how: holds === null ? "unsigned" : "whole", proof };
    } catch (error) {
      if (error instanceof Altered) return { how: "altered", why: error.message };
      if (error instanceof Unreadable || error instanceof RangeError) return { how: "unreadable", why: error.message };
      throw error;
    }
  }

  function show(page, how, proof) {
    page.querySelectorAll("[data-says]").forEach((one) => (one.hidden = one.dataset.says !== how));
    const known = page.dataset.key;
    page.querySelectorAll("[data-says-key]").forEach((one) => {
      const which = !known ? "unknown" : known === proof?.key ? "own" : "other";
      one.hidden = !proof || one.dataset.saysKey !== which;
    });
    const facts = page.querySelector("[data-facts]");
    facts.hidden = !proof;
    if (!proof) return;
    const told = {
      number: proof.number,
      received: proof.received_at.slice(0, 16).replace("T", " "),
      place: String(proof.index + 1),
      key: proof.key.split("+").slice(0, 2).join("+"),
    };
    for (const [name, text] of Object.entries(told)) facts.querySelector(`[data-fact=${name}]`).textContent = text;
  }

  window.linliProof = { check };
  document.addEventListener("DOMContentLoaded", () => {
    const page = document.querySelector("[data-check-proof]");
    const input = page?.querySelector("input[type=file]");
    if (!input) return;
    page.querySelectorAll("[data-needs-script]").forEach((one) => (one.hidden = true));
    input.disabled = false;
    if (!globalThis.crypto?.subtle) {
      input.disabled = true;
      return show(page, "old");
    }
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      const found = file.size > 100000 ? { how: "unreadable" } : await check(new Uint8Array(await file.arrayBuffer()));
      show(page, found.how, found.proof);
    });
  });
})();
