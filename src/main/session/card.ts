/** The part of a card value that may be shown: never more than half of it. */

/** The last four characters, or fewer if the value is short. */
export function endsIn(identifierValue: string): string {
  const characters = Array.from(identifierValue);
  const shownCount = Math.min(4, Math.floor(characters.length / 2));
  const end = characters.slice(characters.length - shownCount).join('');
  return end.length <= 4 ? end : '';
}

/**
 * Removes the card value from the name of the card, because some people put the value into the name. A value of less
 * than five characters is not removed: it may be part of a real word.
 */
export function nameWithoutValue(name: string, identifierValue: string): string {
  return identifierValue.length < 5 ? name : name.replaceAll(identifierValue, '').trim();
}
