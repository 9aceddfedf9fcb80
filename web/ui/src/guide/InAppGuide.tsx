import './guide.css';
import { Check, Copy, ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../components/basics';
import { useI18n } from '../i18n/i18n';
import { inAppBrowser } from './inApp';
import { placeOf } from './place';
import { QrCode } from './QrCode';
import { speak } from './texts';
import { useHandover, type Handover } from './useHandover';
import { wayOut } from './wayOut';

/** From the browser inside another app to the real one: in one tap where that is allowed, else by copying or a QR code. */
export default function InAppGuide({
  handover,
  inMeet,
  onStay,
}: {
  /** An address that opens the same thing elsewhere; it is asked for again before it runs out. */
  handover: () => Promise<Handover>;
  /** The address leads into a Meet, not just to the page. */
  inMeet: boolean;
  /** Try here all the same. */
  onStay: () => void;
}) {
  const { lang } = useI18n();
  const link = useHandover(handover);
  const app = inAppBrowser(navigator.userAgent) ?? { id: 'unknown', name: null };
  const { system } = placeOf(navigator.userAgent, navigator.maxTouchPoints);
  const say = speak(lang, 'microphone', location.host, null);
  const url = link.state === 'ready' ? link.url : null;
  const out = url === null ? null : wayOut(app, system, url);
  const label = app.name ?? say('inApp.thisApp');
  return (
    <div className="perm perm--out" data-testid="in-app-guide" data-app={app.id}>
      <p className="perm__cause">{say('inApp.cause', { label })}</p>
      <p className="perm__back">{say(inMeet ? 'inApp.lead.meet' : 'inApp.lead.page')}</p>
      {link.state === 'failed' && (
        <p role="alert" className="perm__tried" data-tone="no">
          {say('inApp.failed')}
          <Button onClick={link.retry}>{say('retry')}</Button>
        </p>
      )}
      {out !== null ? (
        <a className="btn btn--primary btn--wide" href={out} data-testid="in-app-out">
          <ExternalLink size={17} aria-hidden />
          {say(app.id === 'line' ? 'inApp.open' : 'inApp.openChrome')}
        </a>
      ) : (
        <ol className="perm__steps">
          {(['inApp.1', 'inApp.2', 'inApp.3'] as const).map((step, index) => (
            <li key={step}>
              <span className="perm__number" aria-hidden>
                {index + 1}
              </span>
              <span>{say(step, { label })}</span>
            </li>
          ))}
        </ol>
      )}
      <CopyLink url={url} words={say('inApp.copy')} done={say('inApp.copied')} label={say('inApp.address')} />
      {url !== null && (
        <figure className="perm__qr">
          <QrCode text={url} words={say('inApp.qr')} />
          <figcaption>{say('inApp.qr.lead')}</figcaption>
        </figure>
      )}
      {inMeet && <p className="perm__back">{say('inApp.once')}</p>}
      <Button tone="ghost" onClick={onStay} data-testid="in-app-stay">
        {say('inApp.stay')}
      </Button>
    </div>
  );
}

/** The address stays to be seen and selected: some of these browsers do not let a page copy. */
function CopyLink({
  url,
  words,
  done,
  label,
}: {
  url: string | null;
  words: string;
  done: string;
  label: string;
}) {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => {
      setCopied(null);
    }, 3_000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <div className="perm__copy">
      <input
        className="input"
        readOnly
        value={url ?? ''}
        aria-label={label}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      <Button
        disabled={url === null}
        onClick={() => {
          if (url !== null)
            void copy(url).then((worked) => {
              setCopied(worked ? url : null);
            });
        }}
      >
        {copied !== null ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        <span role="status">{copied !== null ? done : words}</span>
      </Button>
    </div>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
