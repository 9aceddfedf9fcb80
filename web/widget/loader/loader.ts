import { isFromFrame, type ToFrame } from './messages';
import { css } from './style';

/**
 * What a customer's site embeds:
 * <script async src="https://meet.example/widget/loader.js" data-workspace="demo"></script>
 * Optional: data-lang="ja|en". It adds one element with a shadow root, so that the site's styles and ours never meet.
 */
const words = {
  ja: { open: 'チャットを開く', close: 'チャットを閉じる', title: 'チャット', ring: '着信' },
  en: { open: 'Open chat', close: 'Close chat', title: 'Chat', ring: 'Incoming call' },
};
const icons = {
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v8a2.5 2.5 0 0 1-2.5 2.5H12l-4.3 3.4a.5.5 0 0 1-.8-.4v-3h-.4A2.5 2.5 0 0 1 4 14.5z',
  down: 'M6 9l6 6 6-6',
};

function start(script: HTMLScriptElement): void {
  const src = new URL(script.src);
  const workspace = script.dataset['workspace'] ?? '';
  const forced = script.dataset['lang'];
  const lang = (forced ?? navigator.language).startsWith('ja') ? 'ja' : 'en';
  const text = words[lang];

  const host = document.createElement('div');
  host.id = 'meet-widget';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const frame = document.createElement('iframe');
  frame.title = text.title;
  frame.allow = 'microphone; camera; autoplay; display-capture';
  const page = new URL('index.html', src);
  page.searchParams.set('workspace', workspace);
  page.searchParams.set('host', location.origin);
  if (forced) page.searchParams.set('lang', forced);
  frame.src = page.href;

  const button = document.createElement('button');
  button.type = 'button';
  button.dataset['testid'] = 'widget-launcher';
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.hidden = true;
  button.append(icon(icons.chat, 'chat'), icon(icons.down, 'down'), badge);
  root.append(frame, button);

  let open = false;
  let openedByRing = false;
  let title: string | null = null;
  let flashing: ReturnType<typeof setInterval> | undefined;

  const say = (message: ToFrame) => {
    frame.contentWindow?.postMessage(message, src.origin);
  };
  const show = (next: boolean) => {
    open = next;
    host.toggleAttribute('data-open', open);
    frame.setAttribute('aria-hidden', String(!open));
    frame.tabIndex = open ? 0 : -1;
    button.setAttribute('aria-label', open ? text.close : text.open);
    button.setAttribute('aria-expanded', String(open));
    say({ meet: 'shown', open });
  };
  const flash = (caller: string | null) => {
    clearInterval(flashing);
    if (title !== null) document.title = title;
    title = null;
    if (caller === null) return;
    const was = document.title;
    title = was;
    flashing = setInterval(() => {
      document.title = document.title === was ? `📞 ${caller} — ${text.ring}` : was;
    }, 1000);
  };

  button.addEventListener('click', () => {
    openedByRing = false;
    show(!open);
    if (open) frame.focus();
  });
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== src.origin || !isFromFrame(event.data))
      return;
    const message = event.data;
    if (message.meet === 'loaded') say({ meet: 'shown', open });
    else if (message.meet === 'unread') {
      badge.hidden = message.count === 0;
      badge.textContent = message.count > 99 ? '99+' : String(message.count);
    } else if (message.meet === 'ring') {
      flash(message.on ? message.caller : null);
      if (message.on && !open) {
        openedByRing = true;
        show(true);
      } else if (!message.on && openedByRing) {
        openedByRing = false;
        show(false);
      }
    } else {
      openedByRing = false;
      show(message.meet === 'open');
      if (!open) button.focus();
    }
  });
  // The widget reports idleness for the whole page, not for its own frame: at most one word every 10 s.
  let touched = 0;
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart']) {
    addEventListener(
      name,
      () => {
        if (Date.now() - touched < 10_000) return;
        touched = Date.now();
        say({ meet: 'touched' });
      },
      { passive: true, capture: true },
    );
  }
  show(false);
  document.body.append(host);
}

function icon(path: string, name: string): SVGElement {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(ns, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !document.getElementById('meet-widget')) {
  if (document.body as HTMLElement | null) start(script);
  else {
    addEventListener('DOMContentLoaded', () => {
      start(script);
    });
  }
}
