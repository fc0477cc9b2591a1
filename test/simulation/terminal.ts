/**
 * One terminal: the production code of the money on a real journal file, in a simulated world. It can crash at any step.
 * After a crash the old instance has no further effect. The file is copied in its state at that step, and opened again.
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shopUuid, type ShopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { openJournal, type OpenJournal } from '../../src/main/journal/open.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import { createMoney, type Money } from '../../src/main/kiosk/money.ts';
import { PACE, PROOF_MS, SETTLE_MS } from '../../src/main/sync/delays.ts';
import type { HttpRequest, HttpResult, World } from '../../src/main/world/world.ts';
import { routeOf } from './fates.ts';
import { createMachineTime, type MachineTime } from './machine-time.ts';
import type { Network } from './network.ts';
import { createLookWatch, type LookWatch } from './look-watch.ts';
import { createPostWatch, type PostWatch } from './post-watch.ts';
import type { DiskFault, Plan, RouteClass } from './plan.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

export interface TerminalOptions {
  index: number;
  plan: Plan;
  token: string;
  scheduler: Scheduler;
  network: Network;
  random: Random;
  /** The journal file of a first start. */
  template: string;
  directory: string;
  trace: (line: string) => void;
  onAdded: (operation: Operation) => void;
  /** Called after each write to the journal. */
  onWritten: () => void;
  /** Called at the crash, with the journal in its state at the crash. */
  onCrash: (instance: Instance) => void;
  onFailure: (what: string) => void;
}

/** One run of the program, from its start to a crash. */
export interface Instance {
  money: Money;
  opened: OpenJournal;
  time: MachineTime;
  isAlive: boolean;
}

const PAGES_MAX = 1_073_741_823;

export class Terminal {
  readonly index: number;
  readonly shop: ShopUuid;
  /** How many steps the terminal has taken so far. It may crash at each of them. */
  steps = 0;
  lastStep = 'start';
  readonly reached = new Set<string>();
  /** The status of the last reply. 0 if the last request had none. */
  lastStatus = 0;
  /** For each card that was looked up: the status of the last reply. 0 if none came. */
  readonly cardStatuses = new Map<string, number>();
  /** How many requests are under way, and when the last one began or ended. Health checks do not count. */
  #underwayCount = 0;
  #lastRequestMs = 0;
  readonly #liveSeqs = new Map<number, number>();
  readonly #options: TerminalOptions;
  readonly #watch: PostWatch;
  readonly #looks: LookWatch;
  #crashes: Plan['crashes'];
  #instance: Instance | null = null;
  #generation = 0;
  #wallOffsetMs = 0;
  #disk: DiskFault['kind'] | null = null;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.index = options.index;
    this.shop = shopUuid(shopOf(options.plan, options.index));
    this.#looks = createLookWatch(options.plan, options.onFailure);
    this.#watch = createPostWatch({
      plan: options.plan,
      settleMs: SETTLE_MS,
      nowMs: () => options.scheduler.nowMs(),
      fail: options.onFailure,
    });
    this.#crashes = options.plan.crashes.filter(({ terminal }) => terminal === options.index);
    copyFileSync(options.template, this.#file());
  }

  /** Null while it is down. */
  get running(): Instance | null {
    return this.#instance?.isAlive === true ? this.#instance : null;
  }

  boot(): void {
    if (this.running !== null) return;
    this.#instance?.opened.close();
    this.#watch.restarted();
    this.#underwayCount = 0;
    const time = createMachineTime(this.#options.scheduler);
    time.setWall(this.#wallOffsetMs);
    const instance: { alive: boolean } = { alive: true };
    const world = this.#worldOf(time, () => instance.alive);
    const opened = openJournal({
      file: this.#file(),
      now: () => world.now(),
      newId: () => world.newId(),
    });
    if (opened.kind !== 'open') {
      this.#options.onFailure(
        `T${this.index} does not open its journal: ${JSON.stringify(opened)}`,
      );
      return;
    }
    this.#watchWrites(opened);
    const money = createMoney({
      world,
      opened,
      ...moneyOptions(this.#options, this.shop),
      onChange: () => undefined,
    });
    this.#instance = {
      money,
      opened,
      time,
      get isAlive() {
        return instance.alive;
      },
      set isAlive(isAlive) {
        instance.alive = isAlive;
      },
    };
    this.#applyDisk();
    money.start();
  }

  /** Crashes the terminal now, and starts it again after this time. */
  crash(downMs: number): void {
    const { scheduler, trace } = this.#options;
    const instance = this.running;
    if (instance === null) return;
    instance.isAlive = false;
    this.#options.onCrash(instance);
    const before = this.#file();
    this.#generation += 1;
    copyFileSync(before, this.#file());
    // Commits are in the write-ahead log. If it is not synced at each commit, a power cut may lose all of it.
    const isSynced = Number(instance.opened.db.pragma('synchronous', { simple: true })) >= 2;
    if (isSynced && existsSync(`${before}-wal`)) {
      copyFileSync(`${before}-wal`, `${this.#file()}-wal`);
    }
    this.reached.add(`crash:${this.lastStep}`);
    trace(`T${this.index} CRASH ${this.lastStep}, down for ${downMs} ms`);
    scheduler.at(scheduler.nowMs() + downMs, () => {
      trace(`T${this.index} starts again`);
      this.boot();
    });
  }

  /** To be called when a customer saw the contact's balance from the server. */
  sawLive(contact: number): void {
    const { db } = this.running?.opened ?? {};
    const last = db?.prepare<[], { seq: number }>('SELECT MAX(seq) AS seq FROM event').get();
    this.#liveSeqs.set(contact, last?.seq ?? 0);
  }

  /** The last event of the journal when the contact's balance was last seen. 0 if it never was. */
  lastLiveSeq(contact: number): number {
    return this.#liveSeqs.get(contact) ?? 0;
  }

  /** For how long the terminal has asked the server nothing. */
  quietMs(): number {
    return this.#underwayCount > 0 ? 0 : this.#options.scheduler.nowMs() - this.#lastRequestMs;
  }

  setClock(byMs: number): void {
    this.#wallOffsetMs += byMs;
    this.running?.time.setWall(byMs);
  }

  setDisk(kind: DiskFault['kind'] | null): void {
    this.#disk = kind;
    this.#applyDisk();
  }

  heal(): void {
    this.#crashes = [];
    this.setDisk(null);
  }

  close(): void {
    this.#instance?.opened.close();
    for (let generation = 0; generation <= this.#generation; generation++) {
      const file = join(this.#options.directory, `T${this.index}-${generation}.sqlite`);
      for (const suffix of ['', '-wal', '-shm', '-journal']) {
        rmSync(`${file}${suffix}`, { force: true });
      }
    }
  }

  #file(): string {
    return join(this.#options.directory, `T${this.index}-${this.#generation}.sqlite`);
  }

  /** A step at which the terminal may crash. */
  #step(name: string): void {
    if (this.running === null) return;
    // Before the first write there is nothing to lose.
    if (this.steps === 0 && name !== 'before write') return;
    const step = this.steps;
    this.steps += 1;
    this.lastStep = name;
    const crash = this.#crashes.find((planned) => planned.step === step);
    if (crash !== undefined) this.crash(crash.downMs);
  }

  #watchWrites({ journal }: OpenJournal): void {
    const write = journal.write.bind(journal);
    const add = journal.add.bind(journal);
    journal.write = (run) => {
      this.#step('before write');
      const result = write(run);
      this.#options.onWritten();
      this.#step('after write');
      return result;
    };
    const change = journal.change.bind(journal);
    journal.change = (id, event, changed) => {
      if (event === 'absent') this.#looks.believesAbsent(journal.get(id));
      return change(id, event, changed);
    };
    journal.add = (facts) => {
      const operation = add(facts);
      if (this.running !== null) this.#options.onAdded(operation);
      return operation;
    };
  }

  #worldOf(time: MachineTime, isAlive: () => boolean): World {
    const { random } = this.#options;
    return {
      now: () => epochMs(time.wallMs()),
      monotonicMs: () => time.monotonicMs(),
      random: () => random.next(),
      newId: () => random.id(),
      after: (delayMs, run) =>
        time.after(delayMs, () => {
          if (isAlive()) run();
        }),
      http: (request) => this.#http(request, time, isAlive),
    };
  }

  #http(request: HttpRequest, time: MachineTime, isAlive: () => boolean): Promise<HttpResult> {
    const route = routeOf(request);
    const isMoney = request.method === 'POST';
    const step = (name: string): void => {
      if (isAlive()) this.#step(`${name} ${route}`);
    };
    if (isMoney) step('before send');
    return new Promise((resolve) => {
      const db = this.running?.opened.db;
      if (!isAlive() || db === undefined) return;
      const { network } = this.#options;
      const noteReply = this.#watch.sending(db, request, time);
      this.#countRequest(route, 1);
      let isSettled = false;
      const finish = (result: HttpResult): void => {
        if (isSettled) return;
        isSettled = true;
        this.#countRequest(route, -1);
        cancel();
        time.whenAwake(() => {
          // Nothing in the simulation depends on the health check.
          if (route !== 'health') step('before receive');
          if (!isAlive()) return;
          this.#noteStatus(request, result);
          noteReply(result);
          this.#looks.replied(request, result);
          resolve(result);
        });
      };
      const cancel = time.after(request.timeoutMs, () => finish({ kind: 'lost', why: 'timeout' }));
      network.send(this.index, request, finish);
      if (isMoney) step('after send');
    });
  }

  #noteStatus(request: HttpRequest, result: HttpResult): void {
    this.lastStatus = result.kind === 'response' ? result.status : 0;
    const card = new URL(request.url).searchParams.get('contact_identifier_value');
    if (card !== null) this.cardStatuses.set(card, this.lastStatus);
  }

  #countRequest(route: RouteClass, by: 1 | -1): void {
    if (route === 'health') return;
    this.#underwayCount += by;
    this.#lastRequestMs = this.#options.scheduler.nowMs();
  }

  #applyDisk(): void {
    const db = this.running?.opened.db;
    if (db === undefined) return;
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${this.#disk === 'full' ? pages : PAGES_MAX}`);
    db.pragma(`query_only = ${this.#disk === 'readOnly' ? 'ON' : 'OFF'}`);
  }
}

export function shopOf(
  { isOwnShop, isMistakenShop }: Pick<Plan, 'isOwnShop' | 'isMistakenShop'>,
  terminal: number,
): string {
  return isOwnShop && !isMistakenShop ? `shop-${terminal}` : 'shop-0';
}

export function tokenOf({ flavour }: Plan, shop: string, token: string): string {
  return flavour === 'clients' ? token : `register-${shop}`;
}

function moneyOptions(
  { plan, token }: TerminalOptions,
  shop: ShopUuid,
): Pick<Parameters<typeof createMoney>[0], 'leat' | 'wallet' | 'isOwnShop' | 'settleMs' | 'pace'> {
  const { offline } = plan;
  return {
    leat: {
      baseUrl: 'https://api.example',
      flavour: plan.flavour,
      token,
      timeouts: { readTimeoutMs: 8_000, writeTimeoutMs: 15_000 },
    },
    wallet: {
      shopUuid: shop,
      maximumInCents: null,
      takesMoney: true,
      proofMs: PROOF_MS,
      offlinePolicy: {
        isEnabled: offline !== null,
        capPerOperationInCents: cents(offline?.perOperationInCents ?? 0),
        capPerContactInCents: cents(offline?.perContactInCents ?? 0),
        capPerTerminalInCents: cents(offline?.perTerminalInCents ?? 0),
        balanceAgeMsMax: offline?.ageMsMax ?? 0,
      },
    },
    isOwnShop: plan.isOwnShop,
    settleMs: SETTLE_MS,
    pace: PACE,
  };
}
