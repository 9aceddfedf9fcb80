import { afterEach, describe, expect, it, vi } from 'vitest';
import { Peer } from './peer';

/** As much of a browser's connection as making an offer takes. */
class FakeConnection extends EventTarget {
  static made: FakeConnection[] = [];
  readonly offers: (RTCOfferOptions | undefined)[] = [];
  localDescription: { sdp: string } | null = null;
  #configuration: RTCConfiguration;
  #lines = 0;

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
    const mid = String(this.#lines++);
    const receiver = { track: new EventTarget() };
    return { mid, sender: {}, receiver };
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
