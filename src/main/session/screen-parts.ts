/** Parts that several screens show. Every text from outside is cut to the length that the contract allows. */
import type { Balance, Card } from '../../shared/contract.ts';
import { endsIn, nameWithoutValue } from './card.ts';
import type { Customer } from './answers.ts';
import { truncate } from './truncate.ts';

export function cardShown({ cardName, identifierValue }: Customer): Card {
  return {
    name: truncate(nameWithoutValue(cardName, identifierValue)),
    endsIn: endsIn(identifierValue),
  };
}

export function balanceShown({ availableInCents, asOf, isLive }: Customer): Balance {
  return { availableInCents, asOf, isLive };
}
