// The view is the address: ?position=&layer=&on=, and the jurisdiction whose card is open.

/** The view that the address asks for; the form, filled by the server, holds the defaults. */
export function readView(form) {
  const asked = new URLSearchParams(location.search);
  const options = (name) => [...form.elements[name]].map((input) => input.value);
  const pick = (name, fallback) => (options(name).includes(asked.get(name)) ? asked.get(name) : fallback);
  const day = form.elements.on;
  const on = asked.get("on") ?? "";
  const known = /^\d{4}-\d{2}-\d{2}$/.test(on) && on >= day.min && on <= day.max && isDay(on);
  const jurisdiction = asked.get("jurisdiction") ?? "";
  return {
    position: pick("position", "operative"),
    layer: pick("layer", "counties"),
    on: known ? on : form.dataset.today,
    jurisdiction: /^(\d{2}|\d{5})$/.test(jurisdiction) ? jurisdiction : null,
  };
}

function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What the form says now, or null while its day is incomplete or out of range. */
export function viewOfForm(form, jurisdiction) {
  if (!form.elements.on.checkValidity()) return null;
  const layer = form.elements.layer.value;
  return {
    position: form.elements.position.value,
    layer,
    on: form.elements.on.value,
    jurisdiction: layer === "states" && jurisdiction?.length === 5 ? null : jurisdiction, // no county among states
  };
}

/** Make the form say what the view says. */
export function fillForm(form, view) {
  form.elements.position.value = view.position;
  form.elements.layer.value = view.layer;
  form.elements.on.value = view.on;
}

/** Put the view into the address bar; a new entry in the history where the reader may want to go back. */
export function writeAddress(view, { entry }) {
  const query = new URLSearchParams({ layer: view.layer, position: view.position, on: view.on });
  if (view.jurisdiction) query.set("jurisdiction", view.jurisdiction);
  const address = `?${query}${location.hash}`;
  if (address === location.search + location.hash) return;
  history[entry ? "pushState" : "replaceState"](null, "", address);
}
