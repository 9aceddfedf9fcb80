import { unreadIn } from '@meet/sdk';
import { Tip, useI18n, useStore, useStorePick } from '@meet/ui';
import { AtSign, Inbox, Settings, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient } from '../client';
import { Logo } from './Logo';
import { OwnMenu } from './OwnMenu';
import { ReadyButton } from './ReadyButton';
import { hrefOf, type Route } from './route';

export function Rail({ route, missed, onSignOut }: { route: Route; missed: number; onSignOut: () => void }) {
  const { t } = useI18n();
  const client = useClient();
  const team = useStorePick(
    client.world,
    (world) => Object.values(world.rooms).filter((room) => unreadIn(room, client.me.id) > 0).length,
  );
  const mentions = useStore(client.mentions).unread;
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <span className="rail__logo">
        <Logo size={28} />
      </span>
      <RailLink to={{ page: 'inbox', chatId: null }} here={route.page === 'inbox'} label={t('rail.inbox')}>
        <Inbox size={20} aria-hidden />
        <Badge n={missed} text={t('rail.missed', { n: missed })} />
      </RailLink>
      <RailLink to={{ page: 'team', roomId: null }} here={route.page === 'team'} label={t('rail.team')}>
        <Users size={20} aria-hidden />
        <Badge n={team} text={t('rail.team.unread', { n: team })} internal />
      </RailLink>
      <RailLink to={{ page: 'mentions' }} here={route.page === 'mentions'} label={t('rail.mentions')}>
        <AtSign size={20} aria-hidden />
        <Badge n={mentions} text={t('rail.mentions.unread', { n: mentions })} internal />
      </RailLink>
      <RailLink
        to={{ page: 'settings', section: 'meet' }}
        here={route.page === 'settings'}
        label={t('rail.settings')}
      >
        <Settings size={20} aria-hidden />
      </RailLink>
      <span className="rail__gap" />
      <ReadyButton />
      <OwnMenu onSignOut={onSignOut} />
    </nav>
  );
}

function Badge({ n, text, internal = false }: { n: number; text: string; internal?: boolean }) {
  if (n === 0) return null;
  return (
    <span className={`badge rail__badge ${internal ? 'badge--internal' : ''}`}>
      <span aria-hidden>{n > 99 ? '99+' : n}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

function RailLink({
  to,
  here,
  label,
  children,
}: {
  to: Route;
  here: boolean;
  label: string;
  children: ReactNode;
}) {
  return (
    <Tip text={label} side="right">
      <a
        className="rail__link"
        href={hrefOf(to)}
        aria-current={here ? 'page' : undefined}
        data-testid={`rail-${to.page}`}
      >
        <span className="sr-only">{label}</span>
        {children}
      </a>
    </Tip>
  );
}
