import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { GenerationId, GenerationStatus, GenerationUpdate } from '../../src/generations/generation.ts';
import type { GenerationRequest } from '../../src/generations/request.ts';
import type { DatabaseSite } from '../setup/test-databases.ts';
import { testModel } from '../setup/test-models.ts';
import type { ProcessCommand, ProcessMessage, ProcessSettings } from './server-process.ts';

type MessageOf<T extends ProcessMessage['type']> = Extract<ProcessMessage, { type: T }>;

/** How long its worker keeps a run. */
type WorkerSettings = Pick<ProcessSettings, 'leaseSeconds' | 'stallSeconds'>;

/** A server in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #messages: ProcessMessage[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #exit: Promise<unknown>;
  /** What its subscriptions received, in the order it came. */
  readonly updates: GenerationUpdate[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = once(child, 'exit');
    child.on('message', (message: ProcessMessage) => {
      if (message.type === 'update') this.updates.push(message.update);
      else this.#messages.push(message);
      for (const look of this.#waiting) look();
    });
    child.on('exit', () => {
      for (const look of this.#waiting) look();
    });
  }

  /** Starts a server over a database; its engine is held at a scale, if one is named. */
  static async start(
    site: DatabaseSite,
    holdAt?: number,
    settings: WorkerSettings = {},
  ): Promise<ServerProcess> {
    const server = ServerProcess.begin(site, holdAt, settings);
    await server.receive('ready');
    return server;
  }

  /** As `start`, without waiting until it is ready. */
  static begin(site: DatabaseSite, holdAt?: number, settings: WorkerSettings = {}): ServerProcess {
    const child = fork(join(import.meta.dirname, 'server-process.ts'), {
      serialization: 'advanced',
      execArgv: [],
    });
    const server = new ServerProcess(child);
    server.send({
      type: 'start',
      settings: {
        ...settings,
        folder: site.folder,
        packFolder: join(inject('modelsFolder'), testModel),
        ...(site.url !== undefined && { url: site.url }),
        ...(holdAt !== undefined && { holdAt }),
      },
    });
    return server;
  }

  send(command: ProcessCommand): void {
    this.#child.send(command, () => {});
  }

  /** The next message of a type; others stay. */
  async receive<T extends ProcessMessage['type']>(type: T): Promise<MessageOf<T>> {
    for (;;) {
      const index = this.#messages.findIndex(message => message.type === type);
      if (index >= 0) return this.#messages.splice(index, 1)[0] as MessageOf<T>;
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`The process ended (${exitCode ?? signalCode}) before it sent "${type}".`);
      await this.#change();
    }
  }

  async create(request: GenerationRequest): Promise<readonly GenerationId[]> {
    this.send({ type: 'create', request });
    return (await this.receive('created')).ids;
  }

  async resume(id: GenerationId): Promise<GenerationStatus> {
    this.send({ type: 'resume', id });
    return (await this.receive('steered')).status;
  }

  async accept(id: GenerationId, scale: number): Promise<GenerationStatus> {
    this.send({ type: 'accept', id, scale });
    return (await this.receive('steered')).status;
  }

  /** Waits until a subscription received a status. */
  async told(status: GenerationStatus): Promise<void> {
    while (!this.updates.some(update => 'status' in update && update.status === status)) await this.#change();
  }

  async tokens(id: GenerationId): Promise<readonly (readonly number[])[]> {
    this.send({ type: 'scales', id });
    return (await this.receive('scales')).tokens;
  }

  /** Follows a generation; updates are collected in `updates`. */
  follow(id: GenerationId, after: number): void {
    this.send({ type: 'follow', id, after });
  }

  /** As a machine that sleeps would hold it. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** As the machine's power failing would end it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** Asks it to end; then lets the scale finish that its engine is held at. @returns the exit code. */
  async terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    await this.receive('stopping');
    this.send({ type: 'step' });
    await this.#exit;
    return this.#child.exitCode;
  }

  #change(): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }
}
