import { microphonePermission } from './devices';

/** Follows the browser by itself; asked for early, so that pressing accept waits for nothing. */
export class MicPermission {
  #status: PermissionStatus | null = null;

  constructor(onGranted: () => void) {
    void microphonePermission().then((status) => {
      this.#status = status;
      status?.addEventListener('change', () => {
        if (status.state === 'granted') onGranted();
      });
    });
  }

  get denied(): boolean {
    return this.#status?.state === 'denied';
  }
}
