import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadinessWatcher } from './readiness';

class FakePermission extends EventTarget {
  state: PermissionState = 'prompt';

  turn(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

function browser(permission: FakePermission, getUserMedia = vi.fn()) {
  vi.stubGlobal('navigator', {
    permissions: { query: () => Promise.resolve(permission) },
    mediaDevices: { getUserMedia },
  });
}

describe('readiness', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is not known before the browser has said', async () => {
    browser(new FakePermission());
    const watcher = new ReadinessWatcher(() => false);
    expect(watcher.known.get()).toBe(false);
    await watcher.start();
    expect(watcher.known.get()).toBe(true);
    expect(watcher.state.get()).toEqual({ microphone: 'prompt', sound: false });
  });

  it('follows the permission and the sound', async () => {
    const permission = new FakePermission();
    browser(permission);
    let sound = false;
    const watcher = new ReadinessWatcher(() => sound);
    await watcher.start();
    permission.turn('granted');
    sound = true;
    watcher.look();
    expect(watcher.state.get()).toEqual({ microphone: 'granted', sound: true });
  });

  it('lets go of the microphone as soon as it is allowed', async () => {
    const stop = vi.fn();
    const permission = new FakePermission();
    browser(
      permission,
      vi.fn(() => {
        permission.turn('granted');
        return Promise.resolve({ getTracks: () => [{ stop }] });
      }),
    );
    const watcher = new ReadinessWatcher(() => true);
    await watcher.start();
    expect(await watcher.askMicrophone()).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('believes an answer of which the browser does not tell, until it tells of a change', async () => {
    const permission = new FakePermission();
    browser(
      permission,
      vi.fn(() => Promise.resolve({ getTracks: () => [] })),
    );
    const watcher = new ReadinessWatcher(() => true);
    await watcher.start();
    expect(await watcher.askMicrophone()).toBe(true);
    expect(watcher.state.get().microphone).toBe('granted');
    permission.turn('denied');
    expect(watcher.state.get().microphone).toBe('denied');
    permission.turn('prompt');
    expect(watcher.state.get().microphone).toBe('prompt');
  });

  it('says when the person said no', async () => {
    browser(
      new FakePermission(),
      vi.fn(() => Promise.reject(new DOMException('no', 'NotAllowedError'))),
    );
    const watcher = new ReadinessWatcher(() => true);
    await watcher.start();
    expect(await watcher.askMicrophone()).toBe(false);
  });
});
