import type { CustomerContact } from '@meet/sdk';

/** What the server would not take either, said beside the field. It has the last word. */
export function checkContact(contact: CustomerContact): readonly ('name' | 'email' | 'phone')[] {
  const wrong: ('name' | 'email' | 'phone')[] = [];
  if (contact.name === '') wrong.push('name');
  if (contact.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email)) wrong.push('email');
  const digits = contact.phone?.normalize('NFKC').replace(/[\s()‐-―-]/g, '');
  if (digits !== undefined && !/^(\+[1-9]\d{6,14}|0\d{8,10})$/.test(digits)) wrong.push('phone');
  return wrong;
}
