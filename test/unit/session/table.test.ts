import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/main/session/decision.ts';
import { GROUP_OF } from '../../../src/main/session/events.ts';
import { idle } from '../../../src/main/session/states/idle.ts';
import { table, type Table } from '../../../src/main/session/table.ts';

describe('the transition table', () => {
  it('has the same events in every state', () => {
    const events = Object.keys(GROUP_OF).sort();
    for (const { on } of Object.values(table)) expect(Object.keys(on).sort()).toEqual(events);
  });

  it('does not compile if a state has no entry for an event', () => {
    const { touch, ...undecided } = idle.on;
    // @ts-expect-error -- `touch` is missing. If that compiles, this line fails the type check.
    const row: Row<'idle'> = undecided;
    expect({ ...row, touch }).toEqual(idle.on);
  });

  it('does not compile without a state', () => {
    const { paying, ...without } = table;
    // @ts-expect-error -- `paying` is missing. If that compiles, this line fails the type check.
    const partial: Table = without;
    expect({ ...partial, paying }).toEqual(table);
  });

  it('does not compile with an entry for an unknown event', () => {
    // @ts-expect-error -- The event does not exist. If that compiles, this line fails the type check.
    const row: Row<'idle'> = { ...idle.on, pressNothing: 'ignored' };
    expect(row.touch).toBe('alive');
  });
});
