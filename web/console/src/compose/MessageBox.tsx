import { maxFiles, Problem, type Draft, type PersonRef } from '@meet/sdk';
import { useI18n, useStore, useToasts } from '@meet/ui';
import { AtSign, Paperclip, SendHorizontal } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { draftOf } from './drafts';
import { MentionList, optionId } from './MentionList';
import { mentioned, withMention } from './mentions';
import { UploadList } from './UploadList';
import { useMentionPicker } from './useMentionPicker';

const limit = 5_000;

/** Text, mentions and files on their way into one conversation; keyed by where they go. */
export function MessageBox({
  id,
  draftKey,
  internal,
  tone,
  placeholder,
  people,
  closed,
  extra,
}: {
  id: string;
  draftKey: string;
  /** Of a customer chat's internal conversation. */
  internal: boolean;
  tone: 'primary' | 'internal';
  placeholder: string;
  /** Who may be mentioned; nobody: no picker. */
  people: readonly PersonRef[];
  /** In place of the send button when nothing may be sent. */
  closed?: ReactNode;
  extra?: ReactNode;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const draft = draftOf(client, draftKey);
  const [text, setText] = useState(draft.text);
  const files = useStore(draft.uploads.list);
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const listId = useId();
  const shut = closed !== undefined;
  const tooLong = Array.from(text).length - limit;
  const sendable =
    !shut && tooLong <= 0 && (text.trim() !== '' || draft.uploads.ready.length > 0) && !draft.uploads.busy;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 180)}px`;
  }, [text]);

  const write = (next: string) => {
    setText(next);
    draft.text = next;
  };
  const picker = useMentionPicker(people, (query, person) => {
    const element = box.current;
    const next = withMention(text, element?.selectionStart ?? text.length, query, person);
    draft.picked = [...draft.picked, person];
    write(next.text);
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(next.caret, next.caret);
    });
  });
  const attach = (list: FileList | readonly File[]) => {
    if (shut || list.length === 0) return;
    const left = draft.uploads.add(list);
    if (left > 0) toasts.show({ tone: 'error', title: t('files.tooMany', { n: maxFiles }) });
  };
  const send = () => {
    if (!sendable) return;
    const message: Draft = {
      ...{ text: text.trim(), internal, files: draft.uploads.ready },
      mentions: mentioned(text, draft.picked),
    };
    write('');
    draft.picked = [];
    draft.uploads.clear();
    box.current?.focus();
    client.send(id, message).catch((error: unknown) => {
      const problem = Problem.of(error);
      // What may work the next time is said where the message stands, with its retry.
      if (!problem.transient) toasts.problem(problem);
    });
  };

  return (
    <div
      className="box"
      data-over={over || undefined}
      onDragOver={(event) => {
        if (shut || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        setOver(false);
        attach(event.dataTransfer.files);
      }}
    >
      <MentionList picker={picker} id={listId} />
      {over && (
        <p className="box__drop" aria-hidden>
          {t('files.drop')}
        </p>
      )}
      <textarea
        ref={box}
        className="composer__input"
        rows={1}
        value={text}
        disabled={shut}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-autocomplete={people.length > 0 ? 'list' : undefined}
        aria-controls={picker.found.length > 0 ? listId : undefined}
        aria-activedescendant={picker.found.length > 0 ? optionId(listId, picker.at) : undefined}
        data-testid="composer-input"
        onChange={(event) => {
          write(event.target.value);
          picker.look(event.target.value, event.target.selectionStart);
          if (event.target.value !== '') client.noteTyping(id, internal);
        }}
        onSelect={(event) => {
          picker.look(event.currentTarget.value, event.currentTarget.selectionStart);
        }}
        onBlur={picker.close}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          attach(event.clipboardData.files);
        }}
        onKeyDown={(event) => {
          if (picker.onKey(event)) return;
          // Enter also ends the conversion of kana: that one sends nothing.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <UploadList uploads={draft.uploads} />
      <div className="composer__row">
        <div className="composer__tools">
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            data-testid="file-input"
            onChange={(event) => {
              attach([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <button
            type="button"
            className="icon-btn"
            aria-label={t('files.attach')}
            title={t('files.attach')}
            disabled={shut || files.length >= maxFiles}
            data-testid="attach"
            onClick={() => chooser.current?.click()}
          >
            <Paperclip size={17} aria-hidden />
          </button>
          {people.length > 0 && (
            <button
              type="button"
              className="icon-btn"
              aria-label={t('mention.button')}
              title={t('mention.button')}
              disabled={shut}
              data-testid="mention-button"
              onClick={() => {
                const next = `${text}${text === '' || /\s$/.test(text) ? '' : ' '}@`;
                write(next);
                picker.look(next, next.length);
                box.current?.focus();
              }}
            >
              <AtSign size={17} aria-hidden />
            </button>
          )}
          {extra}
          <span
            className="composer__hint"
            role={tooLong > 0 ? 'alert' : undefined}
            data-over={tooLong > 0 || undefined}
          >
            {tooLong > 0 ? t('chat.tooLong', { n: tooLong }) : t('chat.keys')}
          </span>
        </div>
        {closed ?? (
          <button
            type="button"
            className={`btn btn--${tone}`}
            disabled={!sendable}
            onClick={send}
            data-testid="composer-send"
          >
            <SendHorizontal size={15} aria-hidden /> {t('chat.send')}
          </button>
        )}
      </div>
    </div>
  );
}
