import { HttpTransportType, HubConnectionBuilder, LogLevel, type HubConnection } from '@microsoft/signalr';
import { Problem } from '../api/problem';
import { retryDelay } from './backoff';
import {
  HubError,
  type HubEvents,
  type JoinAnswer,
  type Offer,
  type QualityReport,
  type ReadinessReport,
  type Sources,
  type View,
} from './protocol';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'over';

const eventNames = [
  'ready',
  'meetChanged',
  'chatChanged',
  'entryChanged',
  'presenceChanged',
  'roomChanged',
  'roomEntryChanged',
  'typing',
  'settingsChanged',
  'media',
  'sessionEnded',
] as const;

export interface HubOptions {
  url: string;
  ticket: () => Promise<string>;
  onEvent: <K extends keyof HubEvents>(name: K, payload: HubEvents[K]) => void;
  onState: (state: ConnectionState) => void;
}

/**
 * One live connection that comes back by itself until it is stopped. Every try takes a new ticket, since a ticket is
 * good for 60 s only; that is why SignalR's own reconnect is not used.
 */
export class HubClient {
  readonly #options: HubOptions;
  #connection: HubConnection | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #state: ConnectionState = 'over';
  #running = false;
  #ready: Promise<void> = Promise.resolve();
  #markReady: () => void = () => undefined;
  readonly #hurry = () => {
    this.#retryNow();
  };

  constructor(options: HubOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Resolves once connected; never rejects. Callers bound the wait themselves. */
  get connected(): Promise<void> {
    return this.#ready;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    globalThis.addEventListener('online', this.#hurry);
    globalThis.document.addEventListener('visibilitychange', this.#hurry);
    this.#awaitReady();
    this.#set('connecting');
    void this.#connect();
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    globalThis.removeEventListener('online', this.#hurry);
    globalThis.document.removeEventListener('visibilitychange', this.#hurry);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#set('over');
    await this.#connection?.stop();
    this.#connection = null;
  }

  join(grant: string, offer: Offer, sources: Sources): Promise<JoinAnswer> {
    return this.#invoke('Join', { grant, offer, sources });
  }

  negotiate(sessionId: string, offer: Offer): Promise<JoinAnswer> {
    return this.#invoke('Negotiate', { sessionId, offer });
  }

  attach(sessionId: string): Promise<void> {
    return this.#invoke('Attach', { sessionId });
  }

  setSources(sessionId: string, sources: Sources): Promise<void> {
    return this.#invoke('SetSources', { sessionId, sources });
  }

  leave(sessionId: string): Promise<void> {
    return this.#invoke('Leave', { sessionId });
  }

  activity(idle: boolean): Promise<void> {
    return this.#invoke('Activity', { idle });
  }

  readiness(report: ReadinessReport): Promise<void> {
    return this.#invoke('Readiness', report);
  }

  setQuality(report: QualityReport): Promise<void> {
    return this.#invoke('SetQuality', report);
  }

  setViews(sessionId: string, views: View[]): Promise<void> {
    return this.#invoke('SetViews', { sessionId, views });
  }

  async #invoke<T>(method: string, argument: unknown): Promise<T> {
    const connection = this.#connection;
    if (!connection || this.#state !== 'connected')
      throw new HubError('not_connected', 'the hub is not connected');
    try {
      return await connection.invoke<T>(method, argument);
    } catch (error) {
      throw HubError.of(error);
    }
  }

  async #connect(): Promise<void> {
    let ended: Problem | null = null;
    const connection = new HubConnectionBuilder()
      .withUrl(this.#options.url, {
        transport: HttpTransportType.WebSockets,
        skipNegotiation: true,
        accessTokenFactory: () =>
          this.#options.ticket().catch((error: unknown) => {
            const problem = Problem.of(error);
            if (problem.code === 'not_signed_in') ended = problem;
            throw problem;
          }),
      })
      .configureLogging(LogLevel.None)
      .build();
    for (const name of eventNames) {
      connection.on(name, (payload: HubEvents[typeof name]) => {
        if (connection === this.#connection) this.#receive(name, payload);
      });
    }
    connection.onclose(() => {
      if (connection === this.#connection) this.#lost();
    });
    this.#connection = connection;
    try {
      await connection.start();
    } catch {
      if (connection !== this.#connection || !this.#running) return;
      if (ended) void this.stop();
      else this.#lost();
      return;
    }
    if (!this.#running) await connection.stop();
  }

  #receive<K extends keyof HubEvents>(name: K, payload: HubEvents[K]): void {
    if (name === 'ready') {
      this.#attempt = 0;
      this.#set('connected');
      this.#options.onEvent(name, payload);
      this.#markReady();
      return;
    }
    this.#options.onEvent(name, payload);
    if (name === 'sessionEnded') void this.stop();
  }

  #lost(): void {
    this.#connection = null;
    if (!this.#running || this.#timer) return;
    if (this.#state === 'connected') this.#awaitReady();
    this.#set('reconnecting');
    const delay = retryDelay(this.#attempt++, Math.random());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, delay);
  }

  #retryNow(): void {
    if (!this.#timer || document.visibilityState === 'hidden') return;
    clearTimeout(this.#timer);
    this.#timer = null;
    void this.#connect();
  }

  #awaitReady(): void {
    this.#ready = new Promise((resolve) => {
      this.#markReady = resolve;
    });
  }

  #set(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
