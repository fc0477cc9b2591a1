/** The choices of a customer: language, adjustments, and the open sheet. They end with the session. */
import type { Adjustment, Adjustments, Language, SheetKind } from '../../shared/contract.ts';
import type { SessionConfig } from './config.ts';
import type { Step } from './effects.ts';
import type { Machine } from './state.ts';

type Choices = Pick<Machine, 'language' | 'adjustments' | 'sheet'>;

export function defaultChoices(config: SessionConfig): Choices {
  return {
    language: config.language,
    adjustments: defaultAdjustments(config),
    sheet: null,
  };
}

export function hasChoices(machine: Machine): boolean {
  const { config, language, sheet } = machine;
  return sheet !== null || language !== config.language || isAdjusted(machine);
}

/** The decisions about these events are the same in every state. */
export const choiceEvents = { chooseLanguage, adjust, openSheet, closeSheet };

export function chooseLanguage(machine: Machine, event: { language: Language }): Step {
  const isOffered = machine.config.languages.includes(event.language);
  return choose(isOffered ? { ...machine, language: event.language } : machine);
}

export function adjust(machine: Machine, event: { change: Adjustment }): Step {
  return choose({ ...machine, adjustments: { ...machine.adjustments, ...event.change } });
}

export function openSheet(machine: Machine, event: { sheet: SheetKind }): Step {
  return choose({ ...machine, sheet: event.sheet });
}

export function closeSheet(machine: Machine): Step {
  return choose({ ...machine, sheet: null });
}

/** True if the customer has adjusted the screen. Such a customer may need more time to read. */
export function isAdjusted({ config, adjustments }: Machine): boolean {
  return !isSame(adjustments, defaultAdjustments(config));
}

/** The choices after a change of the settings: a choice is kept if the new settings still offer it. */
export function keptChoices(machine: Machine, config: SessionConfig): Choices {
  const isChosen = machine.language !== machine.config.language;
  const isKept = isChosen && config.languages.includes(machine.language);
  return {
    language: isKept ? machine.language : config.language,
    adjustments: isAdjusted(machine) ? machine.adjustments : defaultAdjustments(config),
    sheet: machine.sheet,
  };
}

function defaultAdjustments({ volume }: SessionConfig): Adjustments {
  return {
    isLarge: false,
    isLow: false,
    isHighContrast: false,
    isStill: false,
    isSpeaking: false,
    volume,
  };
}

function isSame(one: Adjustments, other: Adjustments): boolean {
  return (
    one.isLarge === other.isLarge &&
    one.isLow === other.isLow &&
    one.isHighContrast === other.isHighContrast &&
    one.isStill === other.isStill &&
    one.isSpeaking === other.isSpeaking &&
    one.volume === other.volume
  );
}

function choose(machine: Machine): Step {
  return { machine, effects: [] };
}
