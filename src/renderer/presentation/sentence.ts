/** Adds a full stop, for example to a heading, so that the voice pauses. A udev rule ends with a quote and gets none. */
export function sentence(text: string): string {
  return /[.?!؟:"]$/.test(text) ? text : `${text}.`;
}
