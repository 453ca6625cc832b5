// Days as text ("2026-06-01") and as whole numbers (days since 1970), so that no time zone can move them.

const LENGTH = 86_400_000;
const numbers = new Map();

/** The number of a day; the few hundred days of the record are asked for again and again. */
export function numberOf(day) {
  let number = numbers.get(day);
  if (number === undefined) numbers.set(day, number = Date.parse(`${day}T00:00:00Z`) / LENGTH);
  return number;
}

export function dayOf(number) {
  return new Date(number * LENGTH).toISOString().slice(0, 10);
}

/** Whether a text names a day of the calendar. */
export function isDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The same day of another month, or the last day of that month where it is shorter. */
export function monthsLater(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
