import { maxFiles, newId, Problem, Uploads, type ChatView } from '@meet/sdk';
import { Paperclip, SendHorizontal } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from '../components/hooks';
import { useToasts } from '../components/toasts';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';
import { MeetButton } from './MeetButton';
import { UploadList } from './UploadList';

/** What a customer writes: the first message makes the chat, files go into one that is there. */
export function Composer({
  chat,
  focus,
  onCreated,
}: {
  chat: ChatView | undefined;
  focus: boolean;
  onCreated: (chat: ChatView) => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const call = useStore(client.calls.call);
  const [uploads] = useState(
    () => new Uploads((file, more) => client.api.files.upload(file, file.name, more)),
  );
  const files = useStore(uploads.list);
  const [text, setText] = useState('');
  const [creating, setCreating] = useState(false);
  const firstId = useRef(newId());
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const inCall = call !== null && call.end === null;
  const blocked = chat !== undefined && !chat.inputOpen && chat.state === 'open';
  const something = text.trim() !== '' || files.some((one) => one.file);
  const sendable = something && Array.from(text).length <= 5_000 && !uploads.busy && !creating && !blocked;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 120)}px`;
  }, [text]);
  useEffect(() => {
    // On phones the keyboard would cover what one wants to read first.
    if (focus && matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, [focus]);

  const fail = (error: unknown) => {
    toasts.problem(Problem.of(error));
  };
  const attach = (list: Iterable<File>) => {
    if (!chat || blocked) return;
    if (uploads.add(list) > 0) toasts.show({ tone: 'error', title: t('files.tooMany', { n: maxFiles }) });
  };
  const send = () => {
    if (!sendable) return;
    const body = text.trim();
    if (chat) {
      const ready = uploads.ready;
      setText('');
      uploads.clear();
      client.send(chat.chatId, { text: body, files: ready }).catch((error: unknown) => {
        if (!Problem.of(error).transient) fail(error);
      });
      return;
    }
    // The first message makes the chat; its id stays the same until that has worked, so that no second chat is made.
    setCreating(true);
    client
      .createChat(body, firstId.current)
      .then(onCreated, fail)
      .finally(() => {
        setCreating(false);
      });
  };

  return (
    <div
      className="compose"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        attach(event.dataTransfer.files);
      }}
    >
      {chat?.state === 'closed' && <p className="compose__note">{t('widget.closed')}</p>}
      {blocked && <p className="compose__note">{t('widget.inputClosed')}</p>}
      <UploadList uploads={uploads} />
      <div className="compose__row">
        {chat?.customerMayStartMeet && !inCall && <MeetButton chat={chat} />}
        {chat && !blocked && (
          <button
            type="button"
            className="compose__btn"
            aria-label={t('files.attach')}
            data-testid="attach"
            onClick={() => {
              chooser.current?.click();
            }}
          >
            <Paperclip size={19} aria-hidden />
          </button>
        )}
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          data-testid="attach-input"
          onChange={(event) => {
            attach(Array.from(event.target.files ?? []));
            event.target.value = '';
          }}
        />
        <textarea
          ref={box}
          className="compose__input"
          rows={1}
          value={text}
          disabled={blocked}
          placeholder={t('widget.placeholder')}
          aria-label={t('widget.placeholder')}
          data-testid="composer-input"
          onChange={(event) => {
            setText(event.target.value);
            if (chat && event.target.value !== '') client.noteTyping(chat.chatId);
          }}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            attach(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="button"
          className="compose__send"
          aria-label={t('chat.send')}
          disabled={!sendable}
          onClick={send}
          data-testid="composer-send"
        >
          <SendHorizontal size={19} aria-hidden />
        </button>
      </div>
    </div>
  );
}
