/** What may be shown of a card's value: never more than half of it. */

/** The last four characters, or fewer of a short value. */
export function endsIn(identifierValue: string): string {
  const characters = Array.from(identifierValue);
  const shownCount = Math.min(4, Math.floor(characters.length / 2));
  const end = characters.slice(characters.length - shownCount).join('');
  return end.length <= 4 ? end : '';
}

/**
 * A card's name without the card's value, which some people put into the name. A value of less than five
 * characters is left, because it may be part of a real word.
 */
export function nameWithoutValue(name: string, identifierValue: string): string {
  return identifierValue.length < 5 ? name : name.replaceAll(identifierValue, '').trim();
}
