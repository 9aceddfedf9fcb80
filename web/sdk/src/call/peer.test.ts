import { afterEach, describe, expect, it, vi } from 'vitest';
import { Peer } from './peer';

/** As much of a browser's connection as making an offer takes. */
class FakeConnection extends EventTarget {
  static made: FakeConnection[] = [];
  readonly offers: (RTCOfferOptions | undefined)[] = [];
  localDescription: { sdp: string } | null = null;
  #configuration: RTCConfiguration;
  readonly #lines: unknown[] = [];

  constructor(configuration: RTCConfiguration) {
    super();
    this.#configuration = configuration;
    FakeConnection.made.push(this);
  }

  getConfiguration() {
    return this.#configuration;
  }

  setConfiguration(configuration: RTCConfiguration) {
    this.#configuration = configuration;
  }

  addTransceiver() {
    const line = { mid: String(this.#lines.length), sender: {}, receiver: { track: new EventTarget() } };
    this.#lines.push(line);
    return line;
  }

  getTransceivers() {
    return this.#lines;
  }

  createOffer(options?: RTCOfferOptions) {
    this.offers.push(options);
    return Promise.resolve({
      type: 'offer',
      sdp: `${String(this.offers.length)} ${JSON.stringify(this.#configuration.iceServers)}`,
    });
  }

  setLocalDescription(description: { sdp: string }) {
    this.localDescription = description;
    return Promise.resolve();
  }

  setRemoteDescription() {
    return Promise.resolve();
  }
}

vi.mock('./audioSink', () => ({
  AudioSink: class {
    close() {
      // Nothing sounds here.
    }
  },
}));
vi.mock(import('./lineLimits'), async (importOriginal) => ({
  ...(await importOriginal()),
  limitLine: () => undefined,
}));

function makePeer(): { peer: Peer; connection: FakeConnection } {
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  const nothing = () => undefined;
  const peer = new Peer(
    { onLink: nothing, onShaky: nothing, onTracks: nothing, onFirstAudio: nothing, onSoundBlocked: nothing },
    () => undefined,
  );
  const connection = FakeConnection.made.at(-1);
  if (!connection) throw new Error('no connection was made');
  return { peer, connection };
}

describe('the offer of a connection', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is the one that was made at the start, where there are no relays', async () => {
    const { peer, connection } = makePeer();
    const first = await peer.offer;
    expect(await peer.offerBy(undefined)).toBe(first);
    expect(await peer.offerBy([])).toBe(first);
    expect(connection.offers).toHaveLength(1);
    expect(connection.getConfiguration().iceServers).toEqual([]);
  });

  it('is made anew, with new ICE credentials, where the grant names relays', async () => {
    const relays = [{ urls: ['turn:turn.example.com'], username: '1:anna', credential: 'secret' }];
    const { peer, connection } = makePeer();
    const offer = await peer.offerBy(relays);
    expect(offer.sdp).toBe(`2 ${JSON.stringify(relays)}`);
    expect(offer.publish.map((one) => one.source)).toEqual(['mic', 'camera']);
    expect(connection.offers).toEqual([{}, { iceRestart: true }]);
    expect(connection.getConfiguration()).toEqual({ iceServers: relays, bundlePolicy: 'max-bundle' });
  });
});

describe('what a connection receives', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is told to be beyond this browser for as long as the node says so', async () => {
    const { peer } = makePeer();
    const lines = { bindings: [], moreAudio: 0, moreVideo: 0 };
    const unplayable = [{ participantId: 'anna', source: 'camera' as const }];
    await peer.accept({ ...lines, sessionId: 'first', answer: '', version: 1, unplayable });
    expect(peer.lacks('anna', 'camera')).toBe(true);
    expect(peer.lacks('anna', 'screen')).toBe(false);
    expect(peer.lacks('bert', 'camera')).toBe(false);
    peer.bind('first', { ...lines, version: 2 });
    expect(peer.lacks('anna', 'camera')).toBe(false);
  });
});

describe('receiving lines that are missing', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const none = { bindings: [], moreAudio: 0, moreVideo: 0 };
  /** Microphone, camera, and a line of each kind to receive. */
  const atFirst = 4;

  async function joined(moreVideo: number) {
    const made = makePeer();
    await made.peer.accept({ ...none, moreVideo, sessionId: 'one', answer: '', version: 1 });
    return made;
  }

  it('are added once, though the node said so again while they were negotiated', async () => {
    const { peer, connection } = await joined(2);
    const second = vi.fn(() => Promise.resolve({ ...none, sessionId: 'one', answer: '', version: 4 }));
    const said: Promise<unknown>[] = [];
    const widened = peer.widen(() => {
      // Said before the node knew of the two: one more has come.
      peer.bind('one', { ...none, moreVideo: 3, version: 2 });
      said.push(peer.widen(second));
      return Promise.resolve({ ...none, moreVideo: 1, sessionId: 'one', answer: '', version: 3 });
    });
    await widened;
    expect(connection.getTransceivers()).toHaveLength(atFirst + 2);
    await Promise.all(said);
    expect(connection.getTransceivers()).toHaveLength(atFirst + 3);
    expect(second).toHaveBeenCalledOnce();
  });

  it('are not asked for when the answer before has brought them', async () => {
    const { peer, connection } = await joined(1);
    const widened = peer.widen(() => Promise.resolve({ ...none, sessionId: 'one', answer: '', version: 3 }));
    peer.bind('one', { ...none, moreVideo: 1, version: 2 });
    const needless = vi.fn(() => Promise.reject(new Error('nobody is to be asked')));
    await expect(peer.widen(needless)).resolves.toBeNull();
    await widened;
    expect(needless).not.toHaveBeenCalled();
    expect(connection.getTransceivers()).toHaveLength(atFirst + 1);
  });

  it('are offered once more, not added once more, when nobody answered', async () => {
    const { peer, connection } = await joined(2);
    await expect(peer.widen(() => Promise.reject(new Error('the hub is away')))).rejects.toThrow();
    await peer.widen(() => Promise.resolve({ ...none, sessionId: 'one', answer: '', version: 2 }));
    expect(connection.offers).toHaveLength(3);
    expect(connection.getTransceivers()).toHaveLength(atFirst + 2);
  });
});
