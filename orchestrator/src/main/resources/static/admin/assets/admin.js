// Forms work without this: htmx only renews parts of a page, and needs the form's token for what it posts.
document.addEventListener("htmx:configRequest", (event) => {
  const csrf = document.querySelector('meta[name="csrf"]');
  if (csrf && event.detail.verb !== "get") {
    event.detail.headers[csrf.dataset.header] = csrf.content;
  }
});

// Nobody asks for what nobody sees.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.getAttribute("hx-trigger")?.startsWith("every ")) {
    event.preventDefault();
  }
});

// Who writes a letter sees it a moment after, by the button that shows it without script too.
let shown;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  const button = form && form.matches("[data-live]") && event.target.closest("fieldset")?.querySelector("button[formtarget]");
  if (!button) {
    return;
  }
  clearTimeout(shown);
  shown = setTimeout(() => {
    // A new frame, or each letter would be a step of the browser's history.
    const frame = document.querySelector(`iframe[name="${button.formTarget}"]`);
    frame.replaceWith(frame.cloneNode());
    form.requestSubmit(button);
  }, 700);
});
