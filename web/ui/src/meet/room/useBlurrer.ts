import type { Calls } from '@meet/sdk';
import { useEffect } from 'react';

/** Teaches the Meet to blur; the heavy part is loaded only when somebody wants it. */
export function useBlurrer(calls: Calls): void {
  useEffect(() => {
    calls.local.blurrer ??= async (camera) => (await import('../blur/blur')).blurred(camera);
  }, [calls]);
}
