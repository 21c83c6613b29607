// Forms work without this: htmx only renews parts of a page, and needs the form's token for what it posts.
document.addEventListener("htmx:configRequest", (event) => {
  const csrf = document.querySelector('meta[name="csrf"]');
  if (csrf && event.detail.verb !== "get") {
    event.detail.headers[csrf.dataset.header] = csrf.content;
  }
});

// Whoever is not signed in any more, or cannot be answered, keeps what they typed and hears of it.
const signedOut = document.querySelector("#signed-out");
const unsaved = document.querySelector("#unsaved");
document.addEventListener("htmx:afterRequest", (event) => {
  signedOut.hidden = ![401, 403].includes(event.detail.xhr.status);
  unsaved.hidden = event.detail.successful || !signedOut.hidden;
});

// What is pressed twice is sent once. A letter that nobody has saved is not left without a word.
let written = false;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.submitter?.formTarget) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  written = false;
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("beforeunload", (event) => {
  if (written) {
    event.preventDefault();
  }
});

// What goes on by itself in a moment is looked at again.
const passing = document.querySelector("[data-again]");
if (passing) {
  setInterval(() => document.hidden || location.replace(passing.dataset.again), 5000);
}

// Who writes a letter sees it a moment after, by the button that shows it without script too.
let shown;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  const button = form && form.matches("[data-live]") && event.target.closest("fieldset")?.querySelector("button[formtarget]");
  if (!button) {
    return;
  }
  written = true;
  clearTimeout(shown);
  shown = setTimeout(() => {
    // A new frame, or each letter would be a step of the browser's history.
    const frame = document.querySelector(`iframe[name="${button.formTarget}"]`);
    frame.replaceWith(frame.cloneNode());
    form.requestSubmit(button);
  }, 700);
});

// The part that moves is told while somebody looks. Where there is no stream, it is asked for, and a stream again a little later.
const moving = document.querySelector("[data-page]");
if (moving) {
  let stream;
  let timer;
  let turn = 0;

  const show = (part) => {
    const tables = [...moving.querySelectorAll(".scroll")];
    const focused = tables.indexOf(document.activeElement);
    const lefts = tables.map((one) => one.scrollLeft);
    moving.innerHTML = part;
    moving.querySelectorAll(".scroll").forEach((one, at) => {
      one.scrollLeft = lefts[at] ?? 0;
      if (at === focused) {
        one.focus({ preventScroll: true });
      }
    });
  };
  // Fetched anew, it shows the end; what was posted to see it is not posted again.
  const leave = () => location.replace(moving.dataset.page);
  const rest = () => {
    turn += 1;
    stream?.close();
    clearTimeout(timer);
  };
  const ask = async (times) => {
    rest();
    const mine = turn;
    const answer = await fetch(`${moving.dataset.page}/progress`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
    const part = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
    if (mine !== turn) {
      return;
    }
    signedOut.hidden = ![401, 403].includes(answer?.status);
    if (answer?.status === 286 || answer?.status === 404) {
      leave();
    } else if (signedOut.hidden) {
      if (part) {
        show(part);
      }
      timer = setTimeout(() => (times > 1 ? ask(times - 1) : watch()), 5000);
    }
  };
  const watch = () => {
    rest();
    signedOut.hidden = true;
    stream = new EventSource(`${moving.dataset.page}/stream`);
    stream.addEventListener("progress", (event) => show(event.data));
    stream.addEventListener("end", leave);
    stream.addEventListener("error", (event) => {
      if (event.target === stream && stream.readyState === EventSource.CLOSED) {
        ask(6);
      }
    });
  };
  const look = () => (document.hidden ? rest() : watch());
  document.addEventListener("visibilitychange", look);
  look();
}
