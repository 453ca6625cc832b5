// Find an area by its name, without a pointer: the browser's own list of suggestions.

/** Offer the names of what is loaded. */
export function offerNames({ units, states }) {
  const areas = new Map([...states.features, ...units.features].map(({ properties }) => [nameOf(properties), properties.geoid]));
  const options = [...areas.keys()].map((name) => {
    const option = document.createElement("option");
    option.value = name;
    return option;
  });
  document.getElementById("found").replaceChildren(...options);
  return areas;
}

/** "Travis County, TX"; a state goes by its name alone. */
export function nameOf({ name, state, geoid }) {
  return geoid.length === 2 ? name : `${name}, ${state}`;
}

/** The one area of that name, or the only one whose name begins so. */
function matching(areas, wanted) {
  if (!wanted) return null;
  const found = [...areas].filter(([name]) => name.toLowerCase().startsWith(wanted));
  const exact = found.find(([name]) => name.toLowerCase() === wanted);
  return exact?.[1] ?? (found.length === 1 ? found[0][1] : null);
}

/** Tell `pick` when the typed text is one of the names. */
export function listenForNames(areas, pick) {
  const input = document.getElementById("find");
  input.closest(".find").hidden = false;
  const look = () => {
    const match = matching(areas(), input.value.trim().toLowerCase());
    if (match) pick(match, { byKeyboard: true });
    return Boolean(match);
  };
  input.addEventListener("input", ({ inputType }) => {
    input.setCustomValidity("");
    // Choosing a suggestion replaces the text at once; typing does not, and waits for Enter.
    if (inputType === undefined || inputType === "insertReplacementText") look();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form is the page's own state, not something to send
    if (!look() && input.value) {
      input.setCustomValidity("Choose a name from the list, such as Travis County, TX.");
      input.reportValidity();
    }
  });
}
