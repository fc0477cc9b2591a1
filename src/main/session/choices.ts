/** What a customer chose for themselves: language, adjustments, what they opened. It never outlasts the session. */
import type { Adjustment, Adjustments, Language, SheetKind } from '../../shared/contract.ts';
import type { SessionConfig } from './config.ts';
import type { Step } from './effects.ts';
import type { Machine } from './state.ts';

type Choices = Pick<Machine, 'language' | 'adjustments' | 'sheet'>;

export function defaultChoices(config: SessionConfig): Choices {
  return {
    language: config.defaultLanguage,
    adjustments: config.defaultAdjustments,
    sheet: null,
  };
}

export function isAnyChosen(machine: Machine): boolean {
  const { config, language, sheet } = machine;
  return sheet !== null || language !== config.defaultLanguage || isAdjusted(machine);
}

export function chooseLanguage(machine: Machine, event: { language: Language }): Step {
  const isOffered = machine.config.languages.includes(event.language);
  return changed(isOffered ? { ...machine, language: event.language } : machine);
}

export function adjust(machine: Machine, event: { change: Adjustment }): Step {
  return changed({ ...machine, adjustments: { ...machine.adjustments, ...event.change } });
}

export function openSheet(machine: Machine, event: { sheet: SheetKind }): Step {
  return changed({ ...unarmed(machine), sheet: event.sheet });
}

export function closeSheet(machine: Machine): Step {
  return changed({ ...unarmed(machine), sheet: null });
}

/** Whether somebody made the screen their own, and so may take longer over it than most. */
export function isAdjusted({ config, adjustments }: Machine): boolean {
  return !isSame(adjustments, config.defaultAdjustments);
}

/** What of the choices new settings leave standing: what was chosen, where it is still offered. */
export function choicesUnder(machine: Machine, config: SessionConfig): Choices {
  const isChosen = machine.language !== machine.config.defaultLanguage;
  const isKept = isChosen && config.languages.includes(machine.language);
  return {
    language: isKept ? machine.language : config.defaultLanguage,
    adjustments: isAdjusted(machine) ? machine.adjustments : config.defaultAdjustments,
    sheet: machine.sheet,
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

/** A second tap on the way out of a sheet must not fall on the button that pays. */
function unarmed(machine: Machine): Machine {
  const { state } = machine;
  return state.kind === 'confirm' ? { ...machine, state: { ...state, isArmed: false } } : machine;
}

function changed(machine: Machine): Step {
  return { machine, effects: [] };
}
