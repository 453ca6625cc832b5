// The table: the same areas as the map shows, on the day of the view, sorted by any of four columns.

import { pagePath, positionPath } from "./api.js";
import { element, swatch } from "./dom.js";
import { evidence, summary } from "./legend.js";
import { capitalised, operativeScore, scoreWords } from "./words.js";

const PAGE = 50;
const VALUES = {
  name: ({ area }) => area.slug,
  population: ({ area }) => area.population,
  operative_score: ({ standing }) => standing.operative_score,
  policy_score: ({ standing }) => standing.policy_score,
};

export class Table {
  /** `pick` opens the card of a row, `sort` is told a new order. */
  constructor(root, { vocabulary, today, pick, sort }) {
    Object.assign(this, { root, vocabulary, today, pick, page: 0 });
    for (const head of root.querySelectorAll("th[data-sort]")) {
      const name = head.dataset.sort;
      const button = element("button", { type: "button", class: "sort", click: () => sort(this.sort === name ? `-${name}` : name) }, head.textContent.trim());
      head.replaceChildren(button);
    }
    this.pager = root.querySelector(".pager");
    const turn = (text, step) => element("button", { type: "button", click: () => { this.page += step; this.write(); } }, text);
    this.turns = [turn("Previous 50", -1), turn("Next 50", +1)];
    this.pager.replaceChildren(this.turns[0], element("span", { class: "hint", "aria-live": "polite" }), this.turns[1]);
  }

  /** Show the rows of a view, from the first page on where the rows or their order are others. */
  show(showing, view) {
    const question = [showing.question, view.sort, view.on, showing.positions.layer].join();
    if (question !== this.question) this.page = 0;
    Object.assign(this, { question, view, showing, sort: view.sort });
    this.rows = sorted(showing.rows(), view.sort);
    this.root.querySelector("h2").textContent = `The ${showing.positions.layer} as a table`;
    this.root.querySelector("#rows-summary").textContent =
      `${summary(showing, view, this.today)} ${evidence(showing.positions, view)} Scores run from −100 (limits cooperation most) to +100 (cooperates most).`;
    for (const head of this.root.querySelectorAll("th[data-sort]")) {
      const order = { [head.dataset.sort]: "ascending", [`-${head.dataset.sort}`]: "descending" }[view.sort];
      if (order) head.setAttribute("aria-sort", order);
      else head.removeAttribute("aria-sort");
    }
    this.write();
  }

  write() {
    const first = this.page * PAGE;
    const shown = this.rows.slice(first, first + PAGE);
    this.root.querySelector("tbody").replaceChildren(...(shown.length ? shown.map((row) => this.line(row))
      : [element("tr", {}, element("td", { colspan: 8 }, "No area fits all of these filters on this day."))]));
    this.pager.hidden = this.rows.length <= PAGE;
    this.pager.querySelector("span").textContent =
      `Rows ${(first + 1).toLocaleString("en-US")} to ${(first + shown.length).toLocaleString("en-US")} of ${this.rows.length.toLocaleString("en-US")}`;
    this.turns[0].disabled = this.page === 0;
    this.turns[1].disabled = first + PAGE >= this.rows.length;
  }

  line({ area, standing }) {
    const word = (category) => element("td", {}, swatch(category), capitalised(this.vocabulary.label("categories", category)));
    return element("tr", {},
      element("th", { scope: "row" }, element("button", { type: "button", class: "open", click: () => this.pick(area) }, area.name)),
      element("td", {}, area.state),
      word(standing.operative_category),
      element("td", { class: "number" }, operativeScore(standing)),
      word(standing.category),
      element("td", { class: "number" }, scoreWords(standing.policy_score)),
      element("td", { class: "number" }, area.population === null ? "not known" : area.population.toLocaleString("en-US")),
      element("td", { class: "more" },
        element("a", { href: pagePath(area.slug, this.view), "aria-label": `Page of ${area.name}, ${area.state}` }, "Page"), " ",
        element("a", { href: positionPath(area.geoid, this.view), "aria-label": `${area.name}, ${area.state} as JSON` }, "JSON")));
  }
}

/** In the order asked for, by id within it; what has no value comes last. */
function sorted(rows, sort) {
  const down = sort.startsWith("-");
  const value = VALUES[down ? sort.slice(1) : sort];
  const compare = (one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
  };
  return rows.sort((one, other) => compare(one, other) || (one.area.geoid < other.area.geoid ? -1 : 1));
}
