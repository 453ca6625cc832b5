// "How to ask the API", kept in step with the view.

import { mapPath, positionPath } from "./api.js";

/** Write the examples for what is shown now. */
export function showQuestions(view) {
  const { origin } = location;
  const word = view.position === "policy" ? "category" : "operative_category";
  const questions = {
    map: `curl --compressed '${origin}${mapPath(view.layer, view.on)}' -o ${view.layer}.geojson`,
    python: `geopandas.read_file("${origin}${mapPath(view.layer, view.on)}")`,
    one: `curl '${origin}${positionPath(view.jurisdiction ?? "48453", view.on)}'`,
    list: `curl '${origin}/v1/jurisdictions?kind=county&state=TX&${word}=287g&on=${view.on}'`,
    words: `curl '${origin}/v1/vocabulary'`,
  };
  for (const [name, question] of Object.entries(questions)) {
    document.querySelector(`[data-ask="${name}"]`).textContent = question;
  }
}

/** Give every example a button that copies it, where the browser lets pages write the clipboard. */
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const code of document.querySelectorAll("[data-ask]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.className = "copy";
    button.setAttribute("aria-label", `Copy: ${code.closest("dd").previousElementSibling.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    code.closest("dd").append(button);
  }
}
