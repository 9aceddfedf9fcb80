/** A browser inside another app: many of them have no microphone for pages. */
export interface InApp {
  id: string;
  /** As its users call it; null when only the technique is known, not the app. */
  name: string | null;
}

/** Apps first, then what every app's own browser looks like. */
const table: readonly (InApp & { pattern: RegExp })[] = [
  { id: 'line', name: 'LINE', pattern: /\bLine\/\d/ },
  { id: 'instagram', name: 'Instagram', pattern: /\bInstagram \d/ },
  { id: 'threads', name: 'Threads', pattern: /\bBarcelona \d/ },
  { id: 'messenger', name: 'Messenger', pattern: /FBAN\/Messenger|FB_IAB\/(?:Orca|MESSENGER)/i },
  { id: 'facebook', name: 'Facebook', pattern: /\bFBA[NV]\/|\bFB_IAB\// },
  { id: 'x', name: 'X', pattern: /\bTwitter(?: for i|Android)/ },
  { id: 'tiktok', name: 'TikTok', pattern: /\b(?:musical_ly|BytedanceWebview|trill)[_/]/i },
  { id: 'wechat', name: 'WeChat', pattern: /\bMicroMessenger\// },
  { id: 'kakaotalk', name: 'KakaoTalk', pattern: /\bKAKAOTALK[ /]/i },
  { id: 'yahooJapan', name: 'Yahoo! JAPAN', pattern: /\bYJApp-(?:IOS|ANDROID)\b/i },
  { id: 'snapchat', name: 'Snapchat', pattern: /\bSnapchat\// },
  { id: 'pinterest', name: 'Pinterest', pattern: /\bPinterest(?: for |\/)/i },
  { id: 'linkedin', name: 'LinkedIn', pattern: /\bLinkedInApp\b/ },
  { id: 'google', name: 'Google', pattern: /\bGSA\/\d/ },
  { id: 'androidWebView', name: null, pattern: /\bAndroid\b[^)]*; wv\)/ },
  // A page of WKWebView lacks the word that every real browser on iOS ends with.
  { id: 'iosWebView', name: null, pattern: /\((?:iPhone|iPad|iPod)[^)]*\) AppleWebKit\/(?!.*\bSafari\/)/ },
];

/** The app whose browser this is, or null in a browser of its own. */
export function inAppBrowser(agent: string): InApp | null {
  const found = table.find(({ pattern }) => pattern.test(agent));
  return found ? { id: found.id, name: found.name } : null;
}
