import type { PersonRef } from '@meet/sdk';
import { Fragment } from 'react';
import { useClient } from '../client';
import { splitMentions } from '../compose/mentions';

/** A message's words, with the names of whom it mentions standing out. */
export function MessageText({ entry }: { entry: { text: string | null; mentions: readonly PersonRef[] } }) {
  const me = useClient().me.id;
  return splitMentions(entry.text ?? '', entry.mentions).map((piece, index) =>
    piece.person ? (
      <span key={index} className="mention" data-me={piece.person.id === me || undefined}>
        {piece.text}
      </span>
    ) : (
      <Fragment key={index}>{piece.text}</Fragment>
    ),
  );
}
