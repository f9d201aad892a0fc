"use strict";
// The page works without this script; with it, files can be dropped and the progress is seen.
(() => {
  document.documentElement.classList.add("scripted");

  for (const box of document.querySelectorAll("details[data-load]")) {
    box.addEventListener("toggle", async () => {
      if (!box.open || !box.dataset.load) return;
      const answer = await fetch(box.dataset.load).catch(() => null);
      if (!answer || !answer.ok) return;
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!read.querySelector("input[name=rules_shown]")) { setTimeout(() => box.dispatchEvent(new Event("toggle")), 700); return; }
      delete box.dataset.load;
      box.querySelector(".rule-list").replaceChildren(...read.body.childNodes);
    });
  }

  const form = document.getElementById("form");
  if (!form) return;
  const words = form.dataset;
  const alertBox = document.getElementById("alert");
  const progress = document.getElementById("progress");
  const inputs = [...form.querySelectorAll("input[type=file]")];

  const size = (bytes) => bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " KB" : (bytes / 1e6).toFixed(1).replace(".", document.documentElement.lang === "vi" ? "," : ".") + " MB";

  const complain = (text) => {
    const strong = document.createElement("strong");
    strong.textContent = words.failed + ".";
    alertBox.replaceChildren(strong, " " + text);
    alertBox.hidden = false;
    alertBox.scrollIntoView({ block: "nearest" });
  };

  const put = (input, files) => {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    list(input);
  };

  const list = (input) => {
    const place = document.getElementById(input.id + "-list");
    place.replaceChildren(...[...input.files].map((file, index) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = file.name;
      const bytes = document.createElement("small");
      bytes.textContent = size(file.size);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = words.remove;
      remove.setAttribute("aria-label", words.remove + ": " + file.name);
      remove.addEventListener("click", () => { put(input, [...input.files].filter((_, i) => i !== index)); input.focus(); });
      row.append(name, bytes, remove);
      return row;
    }));
  };

  for (const input of inputs) {
    const box = input.closest("[data-drop]");
    input.addEventListener("change", () => { alertBox.hidden = true; list(input); });
    for (const kind of ["dragenter", "dragover"]) box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      alertBox.hidden = true;
      put(input, [...input.files, ...event.dataTransfer.files]);
    });
    if (input.files.length) list(input);
  }
  // A file dropped beside the boxes must not replace the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());

  const busy = (on) => { for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = on; form.setAttribute("aria-busy", String(on)); };

  const show = (items) => {
    const rows = document.createElement("ul");
    rows.className = "progress";
    for (const item of items) {
      const row = document.createElement("li");
      row.className = item.state;
      const name = document.createElement("b");
      name.textContent = item.name;
      const text = document.createElement("span");
      text.textContent = item.text;
      row.append(name, text);
      rows.append(row);
    }
    progress.replaceChildren(rows);
  };

  const send = (data) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", words.uploading);
    progress.replaceChildren(words.uploading, bar);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; } });
    request.addEventListener("load", () => { try { resolve(JSON.parse(request.responseText)); } catch { reject(new Error(request.status === 413 ? words.tooBig : words.lost)); } });
    request.addEventListener("error", () => reject(new Error(words.lost)));
    request.send(data);
  });

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    alertBox.hidden = true;
    const sample = event.submitter && event.submitter.name === "sample" ? event.submitter.value : "";
    const data = new FormData(form);
    if (sample) { data.set("sample", sample); data.delete("draft"); data.delete("above"); } else {
      const files = inputs.flatMap((input) => [...input.files]);
      if (!inputs[0].files.length) { complain(words.noDraft); inputs[0].focus(); return; }
      if (files.length > Number(words.files)) { complain(words.tooMany); return; }
      if (files.some((f) => f.size > Number(words.fileBytes)) || files.reduce((sum, f) => sum + f.size, 0) > Number(words.bytes)) { complain(words.tooBig); return; }
    }
    busy(true);
    try {
      const begun = await send(data);
      if (begun.error) throw new Error(begun.error);
      for (let pause = 60; ; pause = Math.min(600, pause * 1.4)) {
        const answer = await fetch(begun.status).catch(() => { throw new Error(words.lost); });
        const state = await answer.json();
        if (state.error) throw new Error(state.error);
        show(state.items);
        if (state.done) {
          if (state.items.length === 1 && state.items[0].state === "failed") throw new Error(state.items[0].text);
          location.assign(state.next);
          return;
        }
        await wait(pause);
      }
    } catch (error) {
      progress.replaceChildren();
      complain(error.message);
    }
    busy(false);
  });
  window.addEventListener("pageshow", () => { busy(false); progress.replaceChildren(); });
})();
