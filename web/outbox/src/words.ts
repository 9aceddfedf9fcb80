const ja = {
  title: '送信トレイ',
  lead: '開発用: 顧客に届くはずのSMSとメールです。ここからは何も送られません。',
  live: '自動で更新しています',
  lost: 'サーバーに接続できません。つながると自動で更新します。',
  sms: 'SMS',
  email: 'メール',
  to: '宛先',
  from: '差出人',
  subject: '件名',
  noSubject: '(件名なし)',
  empty: 'まだ何も送られていません',
  how: '1通目を届けるには',
  step1: '[チャネル設定]の[返信通知]で、SMSかメールをオンにします。',
  step2: '顧客のプロフィールに、電話番号かメールアドレスを登録します。',
  step3: '顧客がページを閉じたあと(オフライン)に、その顧客のチャットで[Meet]を押します。',
  step4: 'リンクつきのメッセージがここに届きます。押すと、顧客としてMeetに入れます。',
  console: '管理画面を開く',
  'state.queued': '送信待ち',
  'state.sent': '送信済み',
  'state.delivered': '届きました',
  'state.failed': '失敗',
  'state.refused': '見合わせ',
};

export type Word = keyof typeof ja;

const en: Record<Word, string> = {
  title: 'Outbox',
  lead: 'For development: the text messages and emails that customers would receive. Nothing leaves from here.',
  live: 'Updating by itself',
  lost: 'Cannot reach the server. It goes on by itself.',
  sms: 'Text message',
  email: 'Email',
  to: 'To',
  from: 'From',
  subject: 'Subject',
  noSubject: '(no subject)',
  empty: 'Nothing has been sent yet',
  how: 'How to get the first one',
  step1: 'In [Workspace settings] - [Reply notification], turn on text messages or email.',
  step2: 'Enter a phone number or an email address in the customer’s profile.',
  step3: 'When the customer has closed the page (offline), press [Meet] in that customer’s chat.',
  step4: 'A message with a link arrives here. Press it to enter the Meet as that customer.',
  console: 'Open the console',
  'state.queued': 'Queued',
  'state.sent': 'Sent',
  'state.delivered': 'Delivered',
  'state.failed': 'Failed',
  'state.refused': 'Held back',
};

export const language = navigator.languages.find((one) => /^(ja|en)\b/.test(one))?.startsWith('ja')
  ? 'ja'
  : 'en';

export function word(key: Word): string {
  return (language === 'ja' ? ja : en)[key];
}

export function stateWord(state: string): string {
  const key = `state.${state}`;
  return key in ja ? word(key as Word) : state;
}
