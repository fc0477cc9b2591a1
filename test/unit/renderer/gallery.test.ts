/** The gallery shows what the contract allows, and all of it: else its pictures prove nothing. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { viewSchema } from '../../../src/shared/contract.ts';
import { FIXTURES } from '../../gallery/fixtures.ts';

describe('the gallery', () => {
  it.each(FIXTURES)('shows a view as the contract has it: $name', ({ view }) => {
    expect(v.safeParse(viewSchema, view('en')).issues).toBeUndefined();
  });

  it('shows every kind of screen and of overlay', () => {
    const kinds = viewSchema.entries.screen.options.map(({ entries }) => entries.kind.literal);
    const shown = new Set(FIXTURES.map(({ view }) => view('en').screen.kind));
    expect(kinds.filter((kind) => !shown.has(kind))).toEqual([]);
    const overlays = viewSchema.entries.overlay.wrapped.options.map(
      ({ entries }) => entries.kind.literal,
    );
    const overlaid = new Set(FIXTURES.map(({ view }) => view('en').overlay?.kind));
    expect(overlays.filter((kind) => !overlaid.has(kind))).toEqual([]);
  });

  it('names each picture once', () => {
    const names = FIXTURES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
