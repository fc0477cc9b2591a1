/** Every sheet of the toolbar: the component that draws it, and its content as data. */
import type { Component } from 'svelte';
import type { SheetKind } from '../../shared/contract.ts';
import Comfort from './Comfort.svelte';
import { comfort } from './comfort.ts';
import Help from './Help.svelte';
import { help } from './help.ts';
import Language from './Language.svelte';
import { language } from './language.ts';
import type { SheetContent, SheetProps } from './sheet.ts';

interface SheetDefinition {
  Sheet: Component<SheetProps>;
  content: SheetContent;
}

export const SHEETS: Readonly<Record<SheetKind, SheetDefinition>> = {
  help: { Sheet: Help, content: help },
  comfort: { Sheet: Comfort, content: comfort },
  language: { Sheet: Language, content: language },
};
