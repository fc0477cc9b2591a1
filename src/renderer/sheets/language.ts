/** Lists every language by its own name. Choosing one closes the sheet. */
import { definitionOf } from '../../shared/languages/index.ts';
import { m } from '../messages/generated/messages.js';
import { line, sideAction } from '../presentation/presentation.ts';
import { closeAction, SHEET_EXIT, type SheetContent } from './sheet.ts';

export const language = (({ language: current, languages }) => {
  const heading = m.language_label();
  const choices = languages.map((choice) => ({
    language: choice,
    isCurrent: choice === current,
    choose: sideAction(definitionOf(choice).name, { kind: 'chooseLanguage', language: choice }),
  }));
  const close = closeAction();
  return {
    heading,
    choices,
    close,
    lines: [line(heading)],
    actions: [...choices.map(({ choose }) => choose), close],
    escape: SHEET_EXIT,
  };
}) satisfies SheetContent;
