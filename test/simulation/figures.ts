/**
 * Checks the amounts that customers see against the ledger and the journal files, without the product's code.
 *
 * A figure from the server may be a moment old, so it is compared with every true figure since the question was asked.
 * A figure from the last known balance must not be more than this terminal said last, plus what was added since that
 * was true.
 */
import type Database from 'better-sqlite3';
import { assert } from '../../src/shared/assert.ts';
import type { Account } from './account.ts';
import type { CrashDamage, NetworkFault, Plan, RouteClass } from './plan.ts';
import type { Instance } from './terminal.ts';

export interface Figures {
  /** Begins to note the true figures of a contact. */
  watch(who: Who): Watch;
  /** To be called when the ledger or a journal may have changed. */
  changed(): void;
  /** Records what a terminal said without the server, so that it says no more while it is offline. */
  saidOffline(who: Who, availableInCents: number): void;
  /** Returns what is wrong with a figure that was given without the server, or null. */
  breachOffline(who: Who, availableInCents: number): string | null;
}

export interface Who {
  instance: Pick<Instance, 'isAlive'> & { opened: { db: Database.Database } };
  terminal: number;
  contact: number;
}

export interface Watch {
  /**
   * Ends the watch with the figure that the terminal said, and records it, so that it says no more while it is offline.
   * Returns what is wrong with the figure, or null.
   */
  end(availableInCents: number): string | null;
  cancel(): void;
}

interface Open extends Who {
  minInCents: number;
  maxInCents: number;
  /** For each true figure, what had been added to the balance when it was first true. */
  creditedAt: Map<number, number>;
}

interface Said {
  availableInCents: number;
  /** What had been added to the balance when the figure was true. It was read before it was said. */
  creditedInCents: number;
}

const WRONG_FIGURES: ReadonlySet<string> = new Set(['otherAmount', 'staleRead']);

/** A reading whose reply crosses can show an earlier balance of the same contact. */
function isOldRead(fault: NetworkFault, route: RouteClass): boolean {
  return fault.kind === 'crossed' && route !== 'create' && route !== 'reverse';
}

const OWED = `SELECT COALESCE(SUM(ABS(amount_in_cents)), 0) AS cents FROM operation
  WHERE kind = 'spend' AND promise = 'paid' AND ledger <> 'present' AND contact_uuid = ?`;

/** Payments that the journal believes in the ledger. */
const BELIEVED = `SELECT uuid, ABS(amount_in_cents) AS amountInCents FROM operation
  WHERE kind = 'spend' AND promise = 'paid' AND ledger = 'present' AND contact_uuid = ?`;

export function createFigures(
  plan: Plan,
  account: Pick<Account, 'balanceInCents' | 'creditedInCents' | 'uuidsOf' | 'rows'>,
): Figures {
  const open = new Set<Open>();
  const last = new Map<string, Said>();
  // The server itself gives wrong figures in these plans.
  const isExact =
    (plan.behaviour.balanceLagMs ?? 0) === 0 &&
    plan.faults.every(
      ({ fault, route }) => !WRONG_FIGURES.has(fault.kind) && !isOldRead(fault, route),
    );
  // The last known balance of a card is not written to a full disk, does not follow a merge at once, and can be from the
  // reply to another payment of the contact. No record counts the balances, so a damaged write-ahead log can bring an
  // earlier one back (docs/decisions/012-a-record-beside-the-journal.md).
  const isRemembered =
    isExact &&
    plan.faults.every(({ fault }) => fault.kind !== 'crossed') &&
    plan.disks.length === 0 &&
    !damagesOf(plan).some((damage) => damage.startsWith('wal')) &&
    plan.actions.every(({ kind }) => kind !== 'merge');

  const trueFigure = ({ instance, contact }: Who): number =>
    account.balanceInCents(contact) - owedInCents(instance.opened.db, account.uuidsOf(contact));
  const canMisclaim = plan.faults.some(({ fault }) => fault.kind === 'crossed');
  /**
   * What was promised to the contact on the reply to another customer. It is still to be paid, but the terminal learns
   * of that only when it compares the list. So the balance with it and without it are both true.
   */
  const misclaimedInCents = ({ instance, contact }: Who): number => {
    if (!canMisclaim) return 0;
    const believed = instance.opened.db.prepare<[string], { uuid: string; amountInCents: number }>(
      BELIEVED,
    );
    const rows = new Set(account.rows(contact).map(({ uuid }) => uuid));
    return account
      .uuidsOf(contact)
      .flatMap((uuid) => believed.all(uuid))
      .filter(({ uuid }) => !rows.has(uuid))
      .reduce((sum, { amountInCents }) => sum + amountInCents, 0);
  };
  const sample = (watch: Open): void => {
    if (!watch.instance.isAlive) {
      open.delete(watch);
      return;
    }
    const figure = trueFigure(watch);
    watch.minInCents = Math.min(watch.minInCents, figure - misclaimedInCents(watch));
    watch.maxInCents = Math.max(watch.maxInCents, figure);
    if (isRemembered && !watch.creditedAt.has(figure)) {
      watch.creditedAt.set(figure, account.creditedInCents(watch.contact));
    }
  };
  /** What a merged contact owes under its earlier uuids: the terminal learns of a merge from the next refusal. */
  const owedBeforeMergeInCents = ({ instance, contact }: Who): number =>
    owedInCents(instance.opened.db, account.uuidsOf(contact).slice(0, -1));
  const keyOf = ({ terminal, contact }: Who): string => `${terminal} ${contact}`;
  const said = (who: Who, availableInCents: number, creditedInCents: number): void => {
    last.set(keyOf(who), { availableInCents, creditedInCents });
  };

  return {
    watch(who) {
      const watch: Open = {
        ...who,
        minInCents: Infinity,
        maxInCents: -Infinity,
        creditedAt: new Map(),
      };
      sample(watch);
      if (isExact) open.add(watch);
      return {
        end(availableInCents) {
          sample(watch);
          open.delete(watch);
          said(who, availableInCents, creditedWhenTrue(watch, availableInCents));
          const { minInCents } = watch;
          const maxInCents = watch.maxInCents + owedBeforeMergeInCents(watch);
          const isTrue = availableInCents >= minInCents && availableInCents <= maxInCents;
          return isTrue || !isExact
            ? null
            : `was shown ${availableInCents}, and had between ${minInCents} and ${maxInCents}`;
        },
        cancel: () => open.delete(watch),
      };
    },
    changed() {
      for (const watch of open) sample(watch);
    },
    saidOffline(who, availableInCents) {
      said(who, availableInCents, account.creditedInCents(who.contact));
    },
    breachOffline(who, availableInCents) {
      const said = last.get(keyOf(who));
      if (said === undefined || !isRemembered) return null;
      const addedInCents = account.creditedInCents(who.contact) - said.creditedInCents;
      assert(addedInCents >= 0, 'what was added stays added');
      return availableInCents <= said.availableInCents + addedInCents
        ? null
        : `was shown ${availableInCents} offline, after ${said.availableInCents} and ${addedInCents} more`;
    },
  };
}

/** A figure that was never true as a whole counts as read at the start of the watch. */
function creditedWhenTrue({ creditedAt }: Open, availableInCents: number): number {
  return creditedAt.get(availableInCents) ?? Math.min(...creditedAt.values());
}

function damagesOf({ actions, crashes }: Plan): CrashDamage[] {
  return [
    ...actions.flatMap((action) => (action.kind === 'powerCut' ? [action.damage] : [])),
    ...crashes.flatMap(({ damage }) => damage ?? []),
  ];
}

function owedInCents(db: Database.Database, uuids: readonly string[]): number {
  const owed = db.prepare<[string], { cents: number }>(OWED);
  return uuids.reduce((sum, uuid) => sum + (owed.get(uuid)?.cents ?? 0), 0);
}
