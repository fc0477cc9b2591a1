/**
 * One terminal: the production code of the money on a real journal file, in a simulated world. It can crash at any step.
 * After a crash the old instance has no further effect. The file is copied in its state at that step, and opened again.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shopUuid, type ShopUuid } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { continueCopy } from '../../src/main/journal/continue-copy.ts';
import { ARCHIVE_MARK } from '../../src/main/journal/cut.ts';
import { openJournal, type OpenJournal, type OpenOptions } from '../../src/main/journal/open.ts';
import { recordOf, type Machine } from '../../src/main/journal/record.ts';
import type { Operation } from '../../src/main/journal/operation.ts';
import { createMoney, type Money } from '../../src/main/kiosk/money.ts';
import { PACE, PROOF_MS, SETTLE_MS } from '../../src/main/sync/delays.ts';
import type { HttpRequest, HttpResult, World } from '../../src/main/world/world.ts';
import { damageFiles, MUST_OPEN } from './damage.ts';
import { routeOf } from './fates.ts';
import { MACHINE } from './files.ts';
import { createMachineTime, type MachineTime } from './machine-time.ts';
import type { Network } from './network.ts';
import { createLookWatch, type LookWatch } from './look-watch.ts';
import { createPostWatch, type PostWatch } from './post-watch.ts';
import type { CrashDamage, DiskFault, Plan, RouteClass } from './plan.ts';
import type { Random } from './random.ts';
import { countRequest, inComparison, inTurn } from './request-budget.ts';
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
  /** Called when an operation is sent. */
  onSent: (operationId: string) => void;
  /** Called after each write to the journal. */
  onWritten: () => void;
  /** Called at the crash, with the journal in its state at the crash. */
  onCrash: (instance: Instance) => void;
  onFailure: (what: string) => void;
  /** The files of another terminal, for a copy that runs on another machine. Absent for a terminal of the plan. */
  copyOf?: { file: string; onMachine: Machine };
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
  /** The status of the last reply. 0 if the last request had none, or one that cannot be read. */
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
  #machine: Machine;
  /** The record beside the journal as it was before the last write. */
  #recordBefore: Buffer | null = null;
  /** The record outside the folder as it was at the start. Later writes may be lost in a power cut. */
  #outsideAtStart: Buffer | null = null;
  /** The crash that comes inside the next transaction. */
  #crashInside: Plan['crashes'][number] | null = null;
  /** True after something that allows the terminal to refuse its journal. */
  #mayRefuse = false;
  /** True once it has refused its journal. Then staff have to act, and nothing more happens. */
  isRefused = false;
  /** Copies of this terminal that started on other machines. */
  readonly #copies: Terminal[] = [];

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.index = options.index;
    this.shop = shopUuid(shopOf(options.plan, options.index));
    this.#looks = createLookWatch(options.plan, options.onFailure);
    this.#watch = createPostWatch({
      plan: options.plan,
      settleMs: SETTLE_MS,
      nowMs: () => options.scheduler.nowMs(),
      onSent: (operationId) => options.onSent(operationId),
      fail: options.onFailure,
    });
    this.#crashes = options.plan.crashes.filter(({ terminal }) => terminal === options.index);
    this.#machine = options.copyOf?.onMachine ?? MACHINE;
    this.#mayRefuse = options.copyOf !== undefined;
    copyJournal(options.copyOf?.file ?? options.template, this.#file());
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
    const opened = openJournal(this.#openOptions(world));
    if (opened.kind === 'damaged' && this.#mayRefuse) {
      this.isRefused = true;
      this.reached.add(`refused:${opened.damage.kind}`);
      this.#options.trace(`T${this.index} refuses its journal: ${JSON.stringify(opened.damage)}`);
      return;
    }
    if (opened.kind !== 'open') {
      this.#options.onFailure(
        `T${this.index} does not open its journal: ${JSON.stringify(opened)}`,
      );
      return;
    }
    this.#outsideAtStart = readFileSync(this.#outside());
    this.#watchWrites(opened);
    const money = createMoney({
      world,
      opened,
      ...moneyOptions(this.#options, this.shop),
      onChange: () => undefined,
    });
    watchComparisons(money);
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

  /** Crashes the terminal now, perhaps damages its files, and starts it again after this time. */
  crash(downMs: number, damage?: CrashDamage): void {
    const before = this.#file();
    const instance = this.#stop(damage !== 'insideWrite');
    if (instance === null) return;
    // Commits are in the write-ahead log. If it is not synced at each commit, a power cut may lose all of it.
    const isSynced = Number(instance.opened.db.pragma('synchronous', { simple: true })) >= 2;
    copyJournal(before, this.#file(), isSynced);
    if (damage !== undefined) this.#damage(damage);
    this.reached.add(`crash:${this.lastStep}`);
    this.#options.trace(
      `T${this.index} CRASH ${this.lastStep}, down for ${downMs} ms, ${damage ?? 'files as they were'}`,
    );
    this.#startAfter(downMs);
  }

  /** Like a crash, at any time. */
  powerCut(damage: CrashDamage): void {
    const downMs = 5_000;
    if (damage === 'insideWrite')
      this.#crashInside = { terminal: this.index, step: 0, downMs, damage };
    else this.crash(downMs, damage);
  }

  /** Starts a copy of this terminal's files on another machine. */
  clone(): void {
    if (this.running === null) return;
    this.#options.trace(`T${this.index} is cloned`);
    const copy = new Terminal({
      ...this.#options,
      ...NO_PEOPLE,
      copyOf: { file: this.#file(), onMachine: { id: 'other', parts: ['other part'] } },
    });
    copy.#crashes = [];
    this.#copies.push(copy);
    copy.boot();
    for (const thing of copy.reached) this.reached.add(thing);
  }

  /** Stops the terminal. Its files continue on another machine, which staff confirm. */
  replaceMachine(isMoved: boolean): void {
    const before = this.#file();
    const instance = this.#stop();
    if (instance === null) return;
    copyJournal(before, this.#file());
    this.#machine = { id: 'new', parts: ['new part'] };
    const time = createMachineTime(this.#options.scheduler);
    time.setWall(this.#wallOffsetMs);
    const options = this.#openOptions(this.#worldOf(time, () => false));
    const continued = continueCopy(options, { by: 'Sandy', isMoved });
    this.#options.trace(`T${this.index} is replaced: ${JSON.stringify(continued)}`);
    if (continued.kind !== 'continued')
      this.#options.onFailure(`T${this.index} cannot continue: ${JSON.stringify(continued)}`);
    this.#startAfter(5_000);
  }

  /** Copies the files now. After this time, the terminal stops and starts again with the copy. */
  restoreLater(afterMs: number): void {
    const { scheduler, trace, directory } = this.#options;
    if (this.running === null) return;
    const copy = join(directory, `${this.#name}-copy.sqlite`);
    copyJournal(this.#file(), copy);
    scheduler.at(scheduler.nowMs() + afterMs, () => {
      if (this.#stop() === null) return;
      trace(`T${this.index} starts with an older copy of its files`);
      copyJournal(copy, this.#file());
      this.#mayRefuse = true;
      this.#startAfter(5_000);
    });
  }

  /** Ends the running instance, as at a crash. The next instance has its own file. */
  #stop(isNoted = true): Instance | null {
    const instance = this.running;
    if (instance === null) return null;
    instance.isAlive = false;
    if (isNoted) this.#options.onCrash(instance);
    const before = this.#outside();
    this.#generation += 1;
    if (existsSync(before)) copyFileSync(before, this.#outside());
    return instance;
  }

  #startAfter(downMs: number): void {
    const { scheduler, trace } = this.#options;
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

  #damage(kind: CrashDamage): void {
    this.reached.add(`damage:${kind}`);
    if (!MUST_OPEN.includes(kind)) this.#mayRefuse = true;
    const { random } = this.#options;
    if (this.#outsideAtStart !== null) writeFileSync(this.#outside(), this.#outsideAtStart);
    damageFiles(kind, { file: this.#file(), recordBefore: this.#recordBefore, random });
  }

  #openOptions(world: World): OpenOptions {
    return {
      file: this.#file(),
      now: () => world.now(),
      newId: () => world.newId(),
      home: {
        machine: this.#machine,
        outside: this.#outside(),
      },
      // So that most starts begin with a seal.
      wholeUpTo: 0,
      sealEvery: 5,
    };
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
    this.#crashInside = null;
    this.setDisk(null);
  }

  close(): void {
    for (const copy of this.#copies) copy.close();
    this.#instance?.opened.close();
    const { directory } = this.#options;
    for (let generation = 0; generation <= this.#generation; generation++) {
      const file = join(directory, `${this.#name}-${generation}.sqlite`);
      removeJournal(file);
      rmSync(`${file}.outside`, { force: true });
    }
    removeJournal(join(directory, `${this.#name}-copy.sqlite`));
  }

  get #name(): string {
    return this.#options.copyOf === undefined ? `T${this.index}` : `T${this.index}-clone`;
  }

  #file(): string {
    return join(this.#options.directory, `${this.#name}-${this.#generation}.sqlite`);
  }

  /** The record outside the folder. It is never put back together with a copy of the folder. */
  #outside(): string {
    return `${this.#file()}.outside`;
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
    if (crash?.damage === 'insideWrite') this.#crashInside = crash;
    else if (crash !== undefined) this.crash(crash.downMs, crash.damage);
  }

  #crashInsideWrite(): void {
    const crash = this.#crashInside;
    this.#crashInside = null;
    if (crash !== null) this.crash(crash.downMs, crash.damage);
  }

  #watchWrites({ journal }: OpenJournal): void {
    const write = journal.write.bind(journal);
    const add = journal.add.bind(journal);
    journal.write = (run) => {
      this.#step('before write');
      this.#recordBefore =
        this.running === null ? this.#recordBefore : readFileSync(recordOf(this.#file()));
      const { running } = this;
      // The promises are noted as they are before the transaction, because it is lost.
      if (this.#crashInside !== null && running !== null) this.#options.onCrash(running);
      const result = write(() => {
        const value = run();
        this.#crashInsideWrite();
        return value;
      });
      this.#options.onWritten();
      this.#step('after write');
      return result;
    };
    const change = journal.change.bind(journal);
    journal.change = (id, event, changed) => {
      if (event === 'absent') this.#looks.believesAbsent(journal.get(id));
      const facts = JSON.stringify({ ...changed, baseline: undefined });
      this.#options.trace(`T${this.index} journal: ${id} ${event} ${facts}`);
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
          if (isAlive()) inTurn(run);
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
      const breach = countRequest(request, db);
      if (breach !== null) this.#options.onFailure(breach);
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

  /** For each operation: when its first POST left, by the ledger's clock. */
  get firstPostMs(): PostWatch['firstPostMs'] {
    return this.#watch.firstPostMs;
  }

  #noteStatus(request: HttpRequest, result: HttpResult): void {
    this.lastStatus = result.kind === 'response' && isJson(result.body) ? result.status : 0;
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

/** A copy on another machine belongs to nobody in the plan. */
const NO_PEOPLE = {
  onAdded: () => undefined,
  onSent: () => undefined,
  onWritten: () => undefined,
  onCrash: () => undefined,
};

/** Copies the files of a journal. Without its log, it has lost the commits that are not in its pages yet. */
function copyJournal(from: string, to: string, withLog = true): void {
  removeJournal(to);
  for (const suffix of ['', '.record', ...(withLog ? ['-wal'] : [])]) {
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
  }
  for (const archive of archivesOf(from)) {
    copyFileSync(archive, `${to}${archive.slice(from.length)}`);
  }
}

const BESIDE = ['-wal', '-shm', '-journal', '.record', '.record.new'] as const;

function removeJournal(file: string): void {
  for (const suffix of ['', ...BESIDE]) {
    rmSync(`${file}${suffix}`, { force: true });
  }
  for (const archive of archivesOf(file)) rmSync(archive);
}

/** The paths of the archive files of this journal. */
function archivesOf(file: string): string[] {
  const mark = `${basename(file)}${ARCHIVE_MARK}`;
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(mark));
  return names.map((name) => join(dirname(file), name));
}

function watchComparisons({ reconciler }: Money): void {
  const runDaily = reconciler.runDaily.bind(reconciler);
  const runRecent = reconciler.runRecent.bind(reconciler);
  reconciler.runDaily = () => inComparison(runDaily);
  reconciler.runRecent = () => inComparison(runRecent);
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
