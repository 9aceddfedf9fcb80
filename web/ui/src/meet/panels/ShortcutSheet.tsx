import { useState } from 'react';
import { Dialog } from '../../components/overlays';
import { useI18n } from '../../i18n/i18n';
import { choices } from '../room/choices';
import { shortcutKeys } from '../room/shortcuts';
import { Option } from './Option';

/** Single letters as shortcuts can be in the way of other tools: they can be turned off (WCAG 2.1.4). */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [on, setOn] = useState(() => choices.read().shortcuts);
  return (
    <Dialog open onClose={onClose} title={t('inMeet.shortcuts')} lead={t('inMeet.shortcuts.lead')}>
      <dl className="shortcuts" data-testid="meet-shortcut-sheet">
        {shortcutKeys.map(({ shortcut, keys }) => (
          <div key={shortcut}>
            <dt>{t(`inMeet.shortcut.${shortcut}`)}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <Option
        label={t('inMeet.shortcuts.on')}
        checked={on}
        onChange={(next) => {
          choices.write({ shortcuts: next });
          setOn(next);
        }}
        testId="meet-shortcuts-on"
      />
    </Dialog>
  );
}
