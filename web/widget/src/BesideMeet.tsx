import { Conversation } from '@meet/ui/customer';

/** The chat's messages next to its Meet, where the panel is wide enough for both. */
export function BesideMeet({ chatId }: { chatId: string }) {
  return (
    <div className="beside">
      <Conversation chatId={chatId} shown focus={false} />
    </div>
  );
}
