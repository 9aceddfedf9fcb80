alter table chat.connections
  add column microphone text not null default '',       -- as the page tells: granted, prompt, denied
  add column sound      boolean not null default false; -- the browser lets the page ring

-- Staff: on some connection with the microphone granted and sound unlocked.
alter table chat.presence add column ready boolean not null default false;

alter table chat.customers
  add column email       text,
  add column phone       text,                          -- E.164
  add column locale      text not null default 'ja' check (locale in ('ja', 'en')),
  add column source      text not null default 'web' check (source in ('web', 'line', 'instagram', 'messenger')),
  add column external_id text,                          -- of an external messenger
  add unique (tenant_id, source, external_id);
create index customers_newest on chat.customers (tenant_id, last_seen_at desc, id desc);

alter table chat.tenants
  add column settings_version bigint not null default 1,
  add column reply_sms        boolean not null default false,
  add column reply_email      boolean not null default false,
  add column sender_name      text not null default '',
  add column recording        boolean not null default false,
  add column speech_to_text   boolean not null default false,
  add column summary          boolean not null default false,
  add column webhook_secret   text;                     -- as it is: signatures are checked with it

alter table chat.staff add column admin boolean not null default false;

-- A workspace that was there before has admins too: whoever made it, which is its first people. Row level security shows one
-- tenant's rows at a time.
do $$
declare
  workspace text;
begin
  for workspace in select id from chat.tenants loop
    perform set_config('meet.tenant', workspace, true);
    update chat.staff set admin = true
     where tenant_id = workspace and created_at = (select min(created_at) from chat.staff where tenant_id = workspace);
    update chat.customers k set source = c.source
      from chat.chats c
     where k.tenant_id = workspace and c.tenant_id = workspace and c.customer_id = k.id and c.source <> 'web';
  end loop;
  perform set_config('meet.tenant', '', true);
end $$;

create index staff_logins_staff on chat.staff_logins (tenant_id, staff_id);

-- A session that a link opened: for it, this chat is the only one.
alter table chat.sessions add column chat_id uuid;

-- Messages that came in from external messengers: each once.
create table chat.inbound_messages (
  tenant_id  text not null,
  source     text not null,
  message_id text not null,
  entry_id   uuid not null,
  primary key (tenant_id, source, message_id)
);

alter table chat.inbound_messages enable row level security;
alter table chat.inbound_messages force row level security;
create policy one_tenant on chat.inbound_messages using (tenant_id = current_setting('meet.tenant', true));
