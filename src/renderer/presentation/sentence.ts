/** With a full stop, which a heading does not have, so that a voice pauses. A udev rule, which ends with a quote, stays as it is. */
export function sentence(text: string): string {
  return /[.?!؟:"]$/.test(text) ? text : `${text}.`;
}
