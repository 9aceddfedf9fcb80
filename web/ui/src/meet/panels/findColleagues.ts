import type { PresenceState, StaffMember } from '@meet/sdk';

const order: Record<PresenceState, number> = { online: 0, idle: 1, offline: 2 };

/** Who could be rung, those who would hear it first; every word of the query has to be in the name or the address. */
export function findColleagues(
  all: readonly StaffMember[],
  query: string,
  taken: readonly string[],
): readonly StaffMember[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  return all
    .filter(({ person, email }) => {
      const text = fold(`${person.name} ${email}`);
      return !taken.includes(person.id) && words.every((word) => text.includes(word));
    })
    .sort((a, b) => order[a.presence] - order[b.presence] || a.person.name.localeCompare(b.person.name));
}

/** Full and half width, upper and lower case read alike. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
