import { lastCaptureFailure } from '@meet/sdk';
import { useEffect, useState } from 'react';
import type { Evidence } from './cause';
import type { DeviceKind } from './texts';

/** Asks the Permissions API and follows it; null until it has answered. */
export function useEvidence(device: DeviceKind): Evidence | null {
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  useEffect(() => {
    let status: PermissionStatus | null = null;
    let over = false;
    const read = () => {
      if (!over) setEvidence(collect(device, status?.state ?? null));
    };
    permissionOf(device).then(
      (found) => {
        if (over) return;
        status = found;
        found.addEventListener('change', read);
        read();
      },
      // Not every browser tells of this permission: then the error alone decides.
      read,
    );
    return () => {
      over = true;
      status?.removeEventListener('change', read);
    };
  }, [device]);
  return evidence;
}

async function permissionOf(device: DeviceKind): Promise<PermissionStatus> {
  return navigator.permissions.query({ name: device });
}

function collect(device: DeviceKind, permission: PermissionState | null): Evidence {
  return {
    error: lastCaptureFailure(device === 'camera' ? 'video' : 'audio'),
    permission,
    secure: isSecureContext,
    capable: 'mediaDevices' in navigator && 'getUserMedia' in navigator.mediaDevices,
  };
}
