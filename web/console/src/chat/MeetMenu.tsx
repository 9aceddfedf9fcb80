import type { MeetKind, MeetOffer, MeetPlace } from '@meet/sdk';
import { Menu, MenuItem, useI18n, useStore } from '@meet/ui';
import { ChevronDown, Phone, PhoneOutgoing, Video } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client';
import { type Obstacle } from './obstacle';
import { refusalOf } from './offers';

const icons = {
  voice: <Phone size={17} aria-hidden />,
  video: <Video size={17} aria-hidden />,
  phone: <PhoneOutgoing size={17} aria-hidden />,
};

/** What can be started here, as the server says now; what cannot stays in the list with its reason. */
export function MeetMenu({
  id,
  place,
  label,
  testId,
  known = null,
  note,
}: {
  id: string;
  place: MeetPlace;
  label: string;
  testId: string;
  /** What this page knows until the server has answered. */
  known?: Obstacle | null;
  note?: string | null;
}) {
  const { t } = useI18n();
  const client = useClient();
  const call = useStore(client.calls.call);
  const [offers, setOffers] = useState<readonly MeetOffer[] | null>(null);
  const busy = call !== null && call.end === null;
  const kinds: readonly MeetKind[] =
    place === 'customerChat' ? ['voice', 'video', 'phone'] : ['voice', 'video'];
  const internal = place !== 'customerChat';

  return (
    <Menu
      onOpenChange={(open) => {
        client.calls.expect('menu', open);
        if (!open) return;
        setOffers(null);
        client.api.meets.offers(id, place).then(
          ({ items }) => {
            setOffers(items);
          },
          () => undefined,
        );
      }}
      trigger={
        <button
          type="button"
          className={`btn btn--${internal ? 'internal' : 'primary'} chat__meet`}
          data-testid={testId}
        >
          <Phone size={15} aria-hidden />
          {label}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      {note && <p className="menu__note">{note}</p>}
      {kinds.map((kind) => {
        const refusal = busy
          ? ({ reason: 'chat.meet.busy', next: null } as const)
          : kind === 'phone' && !offers
            ? ({ reason: 'chat.meet.asking', next: null } as const)
            : refusalOf(kind, offers, known);
        return (
          <MenuItem
            key={kind}
            icon={icons[kind]}
            hint={
              refusal
                ? [t(refusal.reason), refusal.next && t(refusal.next)].filter(Boolean).join(' — ')
                : kind === 'phone'
                  ? undefined
                  : t(`chat.meet.${kind}.hint`)
            }
            unavailable={refusal !== null}
            onSelect={() => {
              void client.calls.start(id, kind, internal ? { place } : {});
            }}
            testId={`meet-start-${kind}`}
          >
            {t(`kind.${kind}`)}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
