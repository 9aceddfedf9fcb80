import './guide.css';
import { CheckCircle2, CircleAlert, RotateCcw, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/basics';
import { useI18n } from '../i18n/i18n';
import { causeOf } from './cause';
import { guideFor, guides, nextGuide, type Guide, type GuideId } from './guides';
import { pageHost } from './pageHost';
import { Picture } from './Picture';
import { browserName, placeOf } from './place';
import { speak, type DeviceKind, type Say } from './texts';
import { tryDevice } from './tryDevice';
import { useEvidence } from './useEvidence';

/** How to get the microphone, here and now: the cause, the steps of this browser, and trying again in place. */
export default function PermissionGuide({
  device = 'microphone',
  inMeet = false,
  onRetry,
}: {
  device?: DeviceKind;
  /** After a reload one is back in a Meet. */
  inMeet?: boolean;
  /** Opens the device where it is wanted; without it the guide only tries it. Answers whether it works. */
  onRetry?: (() => Promise<boolean>) | undefined;
}) {
  const { lang } = useI18n();
  const evidence = useEvidence(device);
  const [chosen, setChosen] = useState<GuideId | null>(null);
  const [tried, setTried] = useState<'no' | 'busy' | 'ok' | null>(null);
  const place = placeOf(navigator.userAgent, navigator.maxTouchPoints);
  const site = pageHost();
  const say = speak(lang, device, site, browserName(place.browser));
  if (!evidence) return <div className="perm" aria-busy="true" />;
  const cause = causeOf(evidence);
  const own = guideFor(cause, place);
  const shown = chosen ?? own;
  const next = nextGuide(shown, place);

  const retry = () => {
    setTried('busy');
    (onRetry ?? (() => tryDevice(device)))().then(
      (works) => {
        setTried(works ? 'ok' : 'no');
      },
      () => {
        setTried('no');
      },
    );
  };
  return (
    <div className="perm" data-testid="permission-guide" data-cause={cause} data-guide={shown}>
      <p className="perm__cause">{say(`cause.${cause}`)}</p>
      <Ways guide={guides[shown]} say={say} device={device} site={site} />
      {next && (
        <button
          type="button"
          className="perm__next"
          onClick={() => {
            setChosen(next);
          }}
        >
          {say('next', { label: say(guides[next].label) })}
        </button>
      )}
      <p className="perm__back">{say(inMeet ? 'back.inMeet' : 'back.ended')}</p>
      <p className="perm__tried" role="status" data-tone={tried ?? undefined}>
        {tried === 'ok' && <CheckCircle2 size={16} aria-hidden />}
        {tried === 'no' && <CircleAlert size={16} aria-hidden />}
        {tried && say(`retry.${tried}`)}
      </p>
      <div className="perm__actions">
        <Button tone="primary" disabled={tried === 'busy'} onClick={retry} data-testid="permission-retry">
          <RotateCcw size={15} aria-hidden /> {say('retry')}
        </Button>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          <RotateCw size={15} aria-hidden /> {say('reload')}
        </Button>
      </div>
      <Picker own={own} shown={shown} say={say} onChoose={setChosen} />
    </div>
  );
}

function Ways({ guide, say, device, site }: { guide: Guide; say: Say; device: DeviceKind; site: string }) {
  return guide.ways.map((way) => (
    <section key={way.title} className="perm__way">
      <h2>{say(way.title)}</h2>
      {way.picture && (
        <Picture kind={way.picture} device={device} site={site} words={say(`picture.${way.picture}`)} />
      )}
      <ol className="perm__steps">
        {way.steps.map((step, index) => (
          <li key={step}>
            <span className="perm__number" aria-hidden>
              {index + 1}
            </span>
            <span>{say(step)}</span>
          </li>
        ))}
      </ol>
    </section>
  ));
}

function Picker({
  own,
  shown,
  say,
  onChoose,
}: {
  own: GuideId;
  shown: GuideId;
  say: Say;
  onChoose: (id: GuideId) => void;
}) {
  const ids = Object.keys(guides) as GuideId[];
  return (
    <label className="perm__picker">
      <span>{say('picker')}</span>
      <select
        className="input"
        value={shown}
        data-testid="permission-picker"
        onChange={(event) => {
          onChoose(event.target.value as GuideId);
        }}
      >
        {ids.map((id) => {
          const label = say(guides[id].label);
          return (
            <option key={id} value={id}>
              {id === own ? say('picker.here', { label }) : label}
            </option>
          );
        })}
      </select>
    </label>
  );
}
