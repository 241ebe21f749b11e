// A document that is dropped anywhere on the page is put into the form, which is then sent.
"use strict";
(() => {
  const form = document.getElementById("drop");
  const input = document.getElementById("document");
  const status = document.getElementById("status");
  const button = form.querySelector("button");
  const hasFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");

  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    if (button.disabled) return;
    if (event.dataTransfer.files.length !== 1) {
      status.textContent = status.dataset.many;
      return;
    }
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    status.textContent = status.dataset.busy;
    button.disabled = true;
  });
  // The page may come back from the browser's memory.
  addEventListener("pageshow", () => {
    status.textContent = "";
    button.disabled = false;
  });
})();
