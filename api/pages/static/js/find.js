// Find an area by its name: the loaded names first, the API's for the rest. A combobox as WAI-ARIA describes it.

import { named } from "./api.js";
import { element } from "./dom.js";

const LEAST = 2;
const MOST = 8;
const PAUSE = 250; // ms without a key before the API is asked

/** A name as it is compared: without accents, apostrophes and capitals. */
export function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

/** "Travis County, TX"; a state goes by its name alone. */
export function nameOf({ name, state, geoid, id }) {
  return (geoid ?? id).length === 2 ? name : `${name}, ${state}`;
}

/** Those of the loaded areas that the words fit, names that begin so first. */
function fitting(areas, words) {
  const found = [];
  for (const area of areas) {
    area.folded ??= folded(nameOf(area));
    const at = area.folded.startsWith(words) ? 0 : area.folded.includes(` ${words}`) ? 1 : -1;
    if (at >= 0) found.push([at, area.geoid.length, -(area.population ?? 0), area]);
  }
  return found.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]).slice(0, MOST).map(([, , , area]) => area);
}

export class Finder {
  /** `areas` answers what is loaded, `view` the clocks, `pick` is told the area chosen. */
  constructor(root, { areas, view, pick }) {
    Object.assign(this, { root, areas, view, pick, options: [], active: -1 });
    this.input = root.querySelector("input");
    this.list = root.querySelector("ul");
    this.said = root.querySelector("[role=status]");
    root.hidden = false;
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.shut(), 150)); // after a click on an option
  }

  look() {
    clearTimeout(this.waiting);
    const words = folded(this.input.value);
    if (words.length < LEAST) return this.shut();
    const here = fitting(this.areas(), words);
    this.offer(here);
    if (here.length < MOST) this.waiting = setTimeout(() => this.askFor(words, here), PAUSE);
    return undefined;
  }

  /** What the loaded names lack, mostly places, the API knows. */
  async askFor(words, here) {
    const { data } = await named(this.input.value.split(",")[0].trim(), this.view()).catch(() => ({ data: [] }));
    if (words !== folded(this.input.value)) return;
    const known = new Set(here.map(({ geoid }) => geoid));
    const more = data.map((row) => ({ ...row, geoid: row.id })).filter(({ geoid, ...row }) => !known.has(geoid) && folded(nameOf({ geoid, ...row })).includes(words));
    this.offer([...here, ...more].slice(0, MOST));
  }

  offer(found) {
    this.options = found;
    this.active = -1;
    this.list.replaceChildren(...found.map((area, at) => element("li", {
      role: "option", id: `found-${at}`, "aria-selected": "false", mousedown: (event) => event.preventDefault(), click: () => this.choose(at),
    }, nameOf(area))));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", found.length > 0);
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = found.length ? `${found.length} names` : "No such name in the record.";
  }

  shut() {
    this.list.hidden = true;
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", false);
  }

  mark(at) {
    this.active = at;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", index === at));
    this.input.setAttribute("aria-activedescendant", `found-${at}`);
  }

  choose(at) {
    const area = this.options[at];
    if (!area) return;
    this.input.value = nameOf(area);
    this.shut();
    this.pick(area);
  }

  key(event) {
    const count = this.options.length;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Enter") {
      event.preventDefault(); // the form is the page's own state, not something to send
      this.choose(Math.max(0, this.active));
    } else if (event.key in moves && count) {
      event.preventDefault();
      this.mark((this.active + moves[event.key] + count + (this.active < 0 && event.key === "ArrowUp" ? 1 : 0)) % count);
    } else if (event.key === "Escape") {
      this.shut();
    }
  }
}
