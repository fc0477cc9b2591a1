/** Explains the kiosk in three steps, and says where to find help and what the keys do. */
import { m } from '../messages/generated/messages.js';
import { line } from '../presentation/presentation.ts';
import { closeAction, SHEET_EXIT, type SheetContent } from './sheet.ts';

export const help = (() => {
  const heading = m.help_heading();
  const steps = { card: m.help_card(), amount: m.help_amount(), pay: m.help_pay() };
  const staff = m.help_staff();
  const keys = m.say_keys();
  // The text explains the keys, so the voice does not list the only button.
  const close = { ...closeAction(), isAnnounced: false };
  return {
    heading,
    steps,
    staff,
    keys,
    close,
    lines: [heading, ...Object.values(steps), staff, keys].map(line),
    actions: [close],
    escape: SHEET_EXIT,
  };
}) satisfies SheetContent;
