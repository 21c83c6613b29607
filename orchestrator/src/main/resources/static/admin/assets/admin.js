// Forms work without this: htmx only renews parts of a page, and needs the form's token for what it posts.
document.addEventListener("htmx:configRequest", (event) => {
  const csrf = document.querySelector('meta[name="csrf"]');
  if (csrf && event.detail.verb !== "get") {
    event.detail.headers[csrf.dataset.header] = csrf.content;
  }
});
