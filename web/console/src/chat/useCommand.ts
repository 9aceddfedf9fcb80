import { Problem, type ChatView } from '@meet/sdk';
import { useToasts } from '@meet/ui';
import { useCallback } from 'react';
import { useClient } from '../client';

/** Carries a chat's command out: learns the answer at once, or says why not. */
export function useCommand(): (work: Promise<ChatView>, then?: (chat: ChatView) => void) => void {
  const client = useClient();
  const toasts = useToasts();
  return useCallback(
    (work, then) => {
      work.then(
        (next) => {
          client.learn([next]);
          then?.(next);
        },
        (error: unknown) => {
          toasts.problem(Problem.of(error));
        },
      );
    },
    [client, toasts],
  );
}
