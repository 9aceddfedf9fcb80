/**
 * Points in time on the browser's performance timeline, part of the diagnostic contract (web/sdk/DIAGNOSTICS.md).
 * `meet:click` (start was pressed), `meet:told` (the hub's first word of a Meet), `meet:ring-shown`, `meet:accept` (accept was pressed), `meet:granted` (the
 * server let us in), `meet:answered` (the media node's answer is here), `meet:connected`, `meet:first-audio` (somebody else's audio was
 * played out).
 */
export type MeetMark =
  | 'meet:click'
  | 'meet:told'
  | 'meet:ring-shown'
  | 'meet:accept'
  | 'meet:granted'
  | 'meet:answered'
  | 'meet:connected'
  | 'meet:first-audio';

export function mark(name: MeetMark, detail: { meetId?: string | null; chatId?: string }): void {
  performance.mark(name, { detail });
}
