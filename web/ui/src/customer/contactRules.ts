export interface Contact {
  email: string;
  phone: string;
}

/** What the server would refuse, said before it is asked. Blank is no mistake, but one of the two has to be there. */
export function contactMistake({ email, phone }: Contact): 'email' | 'phone' | 'none' | null {
  if (email.trim() === '' && phone.trim() === '') return 'none';
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return 'email';
  return phone.trim() === '' || looksLikePhone(phone) ? null : 'phone';
}

/** Japanese domestic (0X…, 10 or 11 digits) or international (+…, 8 to 15 digits: ITU-T E.164). */
function looksLikePhone(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[\s().‐-―ー-]/g, '');
  return /^0\d{9,10}$/.test(digits) || /^\+[1-9]\d{7,14}$/.test(digits);
}
