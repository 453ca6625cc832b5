// One way to make an element: text stays text, so nothing from the record is read as markup.

/** element("p", {class: "hint"}, "text", otherElement); null children are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** The colour or pattern of a category, beside its word. */
export function swatch(category) {
  return element("span", { class: `swatch swatch-${category}` });
}

/** A link that leaves this site without telling it more than the origin. */
export function outward(url, text) {
  return element("a", { href: url, rel: "noopener" }, text);
}
