// Tries requests: builds the address from the fields, asks this same origin, and shows what came.
import { element } from "../js/dom.js";

// What is read of an answer, and what is shown of it: some answers are the whole country.
const READ = 400_000;
const SHOWN = 60_000;

const contents = document.getElementById("contents");
contents.open = matchMedia("(min-width: 64rem)").matches;

// What needs a token is only described: it has no form.
for (const operation of document.querySelectorAll(".operation:has(form)")) prepare(operation);

function prepare(operation) {
  const form = operation.querySelector("form");
  for (const hidden of form.querySelectorAll("[hidden]")) hidden.hidden = false;
  form.addEventListener("input", () => renew(operation, form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, form);
  });
  renew(operation, form);
}

/** The address that the fields ask for. */
function address(operation, form) {
  let path = operation.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("[data-place]")) {
    if (field.dataset.place === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.value !== "") query.append(field.name, field.value);
  }
  const asked = query.toString().replaceAll("%2C", ",");
  return asked ? `${path}?${asked}` : path;
}

/** The form to ask for, where it is not the usual one. */
function accept(form) {
  const choice = form.querySelector("[data-accept]");
  return choice && choice.selectedIndex > 0 ? choice.value : null;
}

function renew(operation, form) {
  const asked = address(operation, form);
  const header = accept(form) ? `-H 'Accept: ${accept(form)}' ` : "";
  const link = form.querySelector(".example a");
  link.href = asked;
  link.textContent = asked;
  form.querySelector("[data-curl]").textContent = `curl -s --compressed ${header}'${location.origin}${asked.replaceAll("'", "%27")}'`;
}

async function send(operation, form) {
  const place = form.querySelector(".result");
  const asked = address(operation, form);
  const said = element("p", { class: "said", role: "status" }, `Asking ${asked}`);
  place.replaceChildren(said);
  place.setAttribute("aria-busy", "true");
  try {
    const began = performance.now();
    const response = await fetch(asked, { headers: { Accept: accept(form) ?? form.querySelector("[data-accept]")?.value ?? "*/*" } });
    const { text, whole } = await read(response);
    const took = Math.round(performance.now() - began);
    const status = `${response.status} ${response.statusText}`.trim();
    said.textContent = `${status}, ${response.headers.get("content-type")}, ${took} ms${whole ? "" : "; only its beginning was read"}`;
    place.append(headers(response), body(text, whole, response, asked));
  } catch {
    said.textContent = "The server cannot be reached. Check the connection and try again.";
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** The text of an answer, up to a length. */
async function read(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) return { text, whole: true };
    if (text.length > READ) {
      await reader.cancel();
      return { text, whole: false };
    }
  }
}

function headers(response) {
  const rows = [...response.headers].flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
  return element("details", {}, element("summary", {}, "Headers"), element("dl", {}, rows));
}

function body(text, whole, response, asked) {
  const shown = whole && (response.headers.get("content-type") ?? "").includes("json") ? laidOut(text) : text;
  const cut = shown.length > SHOWN ? `${shown.slice(0, SHOWN)}\n…` : shown;
  return element("pre", { tabindex: "0", role: "region", "aria-label": `Answer of ${asked}` }, element("code", {}, cut));
}

function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
