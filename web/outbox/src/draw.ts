import { pieces, type Sent } from './messages';
import { language, stateWord, word } from './words';

const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });

/** One message on the phone, or in the mail, of whoever gets it. */
export function drawMessage(sent: Sent, fresh: boolean): HTMLElement {
  const card = make('article', `message message--${sent.channel}`);
  card.dataset['testid'] = 'outbox-message';
  card.dataset['channel'] = sent.channel;
  if (fresh) card.dataset['new'] = '';
  const at = make('time', 'message__time', time.format(new Date(sent.at)));
  at.setAttribute('datetime', sent.at);
  const state = make('span', 'message__state', stateWord(sent.state));
  state.dataset['state'] = sent.state;
  const about = make('p', 'message__about');
  about.append(make('strong', '', word(sent.channel)), ` ${word('to')}: ${sent.to} `, state);
  card.append(about, sent.channel === 'sms' ? phone(sent, at) : mail(sent, at));
  return card;
}

function phone(sent: Sent, at: HTMLElement): HTMLElement {
  const frame = make('div', 'phone');
  const screen = make('div', 'phone__screen');
  const bubble = make('p', 'phone__bubble');
  bubble.append(...linked(sent.text));
  screen.append(make('p', 'phone__from', sent.from || sent.to), at, bubble);
  frame.append(make('span', 'phone__ear'), screen);
  return frame;
}

function mail(sent: Sent, at: HTMLElement): HTMLElement {
  const frame = make('div', 'mail');
  const body = make('p', 'mail__body');
  body.append(...linked(sent.text));
  frame.append(
    make('h2', 'mail__subject', sent.subject ?? word('noSubject')),
    make('p', 'mail__from', `${word('from')}: ${sent.from}`),
    at,
    body,
  );
  return frame;
}

function linked(text: string): (Node | string)[] {
  return pieces(text).map((piece) => {
    if (piece.href === null) return piece.text;
    const link = make('a', '', piece.text) as HTMLAnchorElement;
    link.href = piece.href;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.dataset['testid'] = 'outbox-link';
    return link;
  });
}

export function drawEmpty(): HTMLElement {
  const box = make('section', 'empty');
  const steps = make('ol', 'empty__steps');
  for (const key of ['step1', 'step2', 'step3', 'step4'] as const) steps.append(make('li', '', word(key)));
  const link = make('a', 'empty__link', word('console')) as HTMLAnchorElement;
  link.href = '/';
  box.append(make('h2', '', word('empty')), make('p', '', word('how')), steps, link);
  return box;
}

function make(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
