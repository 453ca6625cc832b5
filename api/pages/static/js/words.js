// How the page writes scores, days and counts. Days are plain text, so no time zone can move them.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July",
  "August", "September", "October", "November", "December"];

/** +62, −40, 0, or a dash where there is no number. */
export function scoreWords(score) {
  if (score === null || score === undefined) return "–";
  const rounded = Math.round(score);
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${Math.abs(rounded)}`;
}

/** "2026-06-01" as "1 June 2026". */
export function dayWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** A label of the vocabulary at the beginning of a line. */
export function capitalised(label) {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

const UNITS = {
  counties: ["county or county equivalent", "counties and county equivalents"],
  states: ["state or territory", "states and territories"],
  places: ["place", "places"],
};

/** "3,233 counties and county equivalents", "1 state or territory". */
export function countWords(count, layer) {
  return `${count.toLocaleString("en-US")} ${UNITS[layer][count === 1 ? 0 : 1]}`;
}

/** "254 of 3,233 counties and county equivalents", or all of them. */
export function shareWords(count, total, layer) {
  return count === total ? countWords(total, layer) : `${count.toLocaleString("en-US")} of ${countWords(total, layer)}`;
}

/** One number, or both ends where laws contradict each other. */
export function operativeScore({ operative_score: score, operative_low: low, operative_high: high }) {
  const range = score === null && low !== null && high !== null && low !== high;
  return range ? `${scoreWords(low)} to ${scoreWords(high)}` : scoreWords(score);
}

/** The two positions, and what each is. */
export const POSITION_WORDS = { operative: "operative position", policy: "own policy" };
export const POSITION_MEANS = {
  operative: "what applies after state law, court decrees and whoever runs the jail",
  policy: "what the body's own rules and agreements say",
};
