import type { ChatView, MeetKind, MeetOffer } from '@meet/sdk';
import { Phone, Video } from 'lucide-react';
import { useId, useState } from 'react';
import { Menu, MenuItem, MenuLabel } from '../components/overlays';
import { inAppBrowser } from '../guide';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';
import { handoverToPage } from './handovers';
import { InAppDialog } from './InAppDialog';

/** Shown while the chat says so (PRODUCT rule 3); what the server would say to it is asked when it is opened. */
export function MeetButton({ chat }: { chat: ChatView }) {
  const { t } = useI18n();
  const client = useClient();
  const [offers, setOffers] = useState<readonly MeetOffer[]>([]);
  const [leaving, setLeaving] = useState<MeetKind | null>(null);
  const why = useId();
  const name = chat.assignee?.name ?? client.me.tenantName;
  const start = (kind: MeetKind) => {
    void client.calls.start(chat.chatId, kind);
  };
  const hintOf = (kind: 'voice' | 'video') => {
    const offer = offers.find((one) => one.kind === kind);
    return offer?.offered === false && offer.code ? t(`problem.${offer.code}`) : t(`widget.meet.${kind}`);
  };
  const item = (kind: 'voice' | 'video') => (
    <MenuItem
      icon={kind === 'voice' ? <Phone size={18} aria-hidden /> : <Video size={18} aria-hidden />}
      hint={hintOf(kind)}
      disabled={offers.some((one) => one.kind === kind && !one.offered)}
      onSelect={() => {
        if (inAppBrowser(navigator.userAgent)) setLeaving(kind);
        else start(kind);
      }}
      testId={`meet-start-${kind}`}
    >
      {t(`kind.${kind}`)}
    </MenuItem>
  );
  return (
    <>
      <Menu
        side="top"
        align="start"
        onOpenChange={(open) => {
          client.calls.expect('menu', open);
          if (!open) return;
          client.api.meets.offers(chat.chatId).then(
            ({ items }) => {
              setOffers(items);
            },
            // Starting says it again, in full.
            () => {
              setOffers([]);
            },
          );
        }}
        trigger={
          <button
            type="button"
            className="compose__btn compose__meet"
            aria-label={t('widget.meet')}
            aria-describedby={why}
            data-testid="widget-meet-button"
          >
            <Phone size={19} aria-hidden />
            <span className="compose__why" id={why} role="tooltip">
              {t('widget.meet.why', { name })}
            </span>
          </button>
        }
      >
        <MenuLabel>{t('widget.meet.choose')}</MenuLabel>
        {item('voice')}
        {item('video')}
        {chat.assigneePresence !== 'online' && (
          <p className="menu__note">{t('widget.meet.away', { name })}</p>
        )}
      </Menu>
      {leaving && (
        <InAppDialog
          handover={handoverToPage}
          inMeet={false}
          onStay={() => {
            setLeaving(null);
            start(leaving);
          }}
          onClose={() => {
            setLeaving(null);
          }}
        />
      )}
    </>
  );
}
