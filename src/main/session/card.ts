/** What may be shown of a card's value: never the whole, and never more than half of it. */

/** The last four characters, fewer of a short value. */
export function endsIn(identifierValue: string): string {
  const characters = Array.from(identifierValue);
  const shownCount = Math.min(4, Math.floor(characters.length / 2));
  const end = characters.slice(characters.length - shownCount).join('');
  return end.length <= 4 ? end : '';
}

/**
 * A card's name without its value, where whoever named it put that in. A value of less than five
 * characters is left, as it may be part of an honest word.
 */
export function nameWithoutValue(name: string, identifierValue: string): string {
  return identifierValue.length < 5 ? name : name.replaceAll(identifierValue, '').trim();
}
