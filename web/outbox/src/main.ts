import { drawEmpty, drawMessage } from './draw';
import { arrived, changed, type Sent } from './messages';
import './style.css';
import { language, word } from './words';

const everyMs = 1_500;
let shown: readonly Sent[] | null = null;

document.documentElement.lang = language;
document.title = `${word('title')} — Meet`;
say('title', word('title'));
say('lead', word('lead'));

function say(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}

function show(items: readonly Sent[]): void {
  if (shown && !changed(shown, items)) return;
  // The first time nothing is new: it was all there before one looked.
  const fresh = new Set(shown ? arrived(new Set(shown.map((one) => one.id)), items) : []);
  shown = items;
  const drawn = items.map((one) => drawMessage(one, fresh.has(one.id)));
  document.getElementById('list')?.replaceChildren(...(drawn.length > 0 ? drawn : [drawEmpty()]));
}

async function look(): Promise<void> {
  try {
    const response = await fetch('/api/notifications/outbox', { credentials: 'omit' });
    if (!response.ok) throw new Error(String(response.status));
    const { items } = (await response.json()) as { items: Sent[] };
    show(items);
    say('state', word('live'));
    document.body.dataset['state'] = 'live';
  } catch {
    say('state', word('lost'));
    document.body.dataset['state'] = 'lost';
  }
  setTimeout(() => void look(), document.visibilityState === 'visible' ? everyMs : 4 * everyMs);
}

void look();
