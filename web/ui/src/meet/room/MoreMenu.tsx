import {
  Ellipsis,
  Hand,
  Keyboard,
  LayoutGrid,
  MessageSquare,
  PhoneOff,
  PictureInPicture2,
  Presentation,
  Settings2,
  Users,
} from 'lucide-react';
import { Menu, MenuItem, MenuLine } from '../../components/overlays';
import { useI18n } from '../../i18n/i18n';
import type { View } from './layout';
import { canPip } from './usePip';

export type RoomPanel = 'people' | 'chat';
export type RoomDialog = 'devices' | 'shortcuts' | 'end';

/** Everything that is not needed every minute. */
export function MoreMenu({
  view,
  handUp,
  live,
  hasChat,
  mayEnd,
  onHand,
  onView,
  onPanel,
  onDialog,
  onPip,
}: {
  view: View;
  handUp: boolean;
  live: boolean;
  hasChat: boolean;
  mayEnd: boolean;
  onHand: () => void;
  onView: (view: View) => void;
  onPanel: (panel: RoomPanel) => void;
  onDialog: (dialog: RoomDialog) => void;
  onPip: () => void;
}) {
  const { t } = useI18n();
  return (
    <Menu
      side="top"
      align="center"
      trigger={
        <button
          type="button"
          className="control"
          aria-label={t('inMeet.more')}
          data-testid="meet-more"
          data-active={handUp || undefined}
        >
          {handUp ? <Hand size={20} aria-hidden /> : <Ellipsis size={20} aria-hidden />}
        </button>
      }
    >
      {live && (
        <MenuItem icon={<Hand size={16} aria-hidden />} hint="H" onSelect={onHand} testId="meet-hand">
          {t(handUp ? 'inMeet.handDown' : 'inMeet.handUp')}
        </MenuItem>
      )}
      <MenuItem
        icon={<Users size={16} aria-hidden />}
        onSelect={() => {
          onPanel('people');
        }}
        testId="meet-people"
      >
        {t('inMeet.people')}
      </MenuItem>
      {hasChat && (
        <MenuItem
          icon={<MessageSquare size={16} aria-hidden />}
          onSelect={() => {
            onPanel('chat');
          }}
          testId="meet-chat"
        >
          {t('inMeet.chat')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem
        icon={view === 'grid' ? <Presentation size={16} aria-hidden /> : <LayoutGrid size={16} aria-hidden />}
        onSelect={() => {
          onView(view === 'grid' ? 'speaker' : 'grid');
        }}
        testId="meet-view"
      >
        {t(view === 'grid' ? 'inMeet.view.speaker' : 'inMeet.view.grid')}
      </MenuItem>
      {canPip() && live && (
        <MenuItem icon={<PictureInPicture2 size={16} aria-hidden />} onSelect={onPip} testId="meet-pip">
          {t('inMeet.pip')}
        </MenuItem>
      )}
      <MenuItem
        icon={<Settings2 size={16} aria-hidden />}
        onSelect={() => {
          onDialog('devices');
        }}
        testId="meet-devices"
      >
        {t('inMeet.devices')}
      </MenuItem>
      <MenuItem
        icon={<Keyboard size={16} aria-hidden />}
        hint="?"
        onSelect={() => {
          onDialog('shortcuts');
        }}
        testId="meet-shortcuts"
      >
        {t('inMeet.shortcuts')}
      </MenuItem>
      {mayEnd && live && (
        <>
          <MenuLine />
          <MenuItem
            icon={<PhoneOff size={16} aria-hidden />}
            onSelect={() => {
              onDialog('end');
            }}
            testId="meet-end-all"
          >
            {t('inMeet.endAll')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
