/** Words as a voice needs them. Pure. */

/** With the stop that a heading has not. */
export function sentence(text: string): string {
  return /[.?!؟:]$/.test(text) ? text : `${text}.`;
}
