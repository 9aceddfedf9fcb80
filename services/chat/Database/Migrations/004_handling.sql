-- Chats out of sight until an instant. Ids only, and outside of row level security: the sweep that wakes them looks over all tenants.
create table chat.snoozes (
  tenant_id text not null,
  chat_id   uuid not null,
  until     timestamptz not null,
  primary key (tenant_id, chat_id),
  foreign key (tenant_id, chat_id) references chat.chats (tenant_id, id)
);
create index snoozes_due on chat.snoozes (until);

alter table chat.entries
  add column mentions uuid[] not null default '{}',     -- staff, in the order in which they are named
  drop constraint entries_note_check,
  add constraint entries_note_check check (note in ('assigned', 'unassigned', 'closed', 'reopened', 'snoozed', 'woken')),
  add constraint entries_mentions_internal check (internal or mentions = '{}');

-- Who was named where, and whether they have seen it.
create table chat.mentions (
  tenant_id text not null,
  staff_id  uuid not null,
  entry_id  uuid not null,
  chat_id   uuid,
  room_id   uuid,
  at        timestamptz not null,
  read      boolean not null default false,
  primary key (tenant_id, staff_id, entry_id),
  foreign key (tenant_id, staff_id) references chat.staff (tenant_id, id),
  check ((chat_id is null) <> (room_id is null))
);
create index mentions_newest on chat.mentions (tenant_id, staff_id, at desc, entry_id desc);
create index mentions_unread on chat.mentions (tenant_id, staff_id) where not read;

-- What became of the messages that carry a Meet's link. Told by notification, perhaps before the Meet has its entry.
create table chat.deliveries (
  tenant_id       text not null,
  notification_id uuid not null,
  meet_id         uuid not null,
  channel         text not null check (channel in ('sms', 'email')),
  state           text not null check (state in ('queued', 'sent', 'delivered', 'failed', 'refused')),
  error           text,
  version         bigint not null,
  at              timestamptz not null,
  primary key (tenant_id, notification_id)
);
create index deliveries_meet on chat.deliveries (tenant_id, meet_id);

alter table chat.mentions enable row level security;
alter table chat.mentions force row level security;
create policy one_tenant on chat.mentions using (tenant_id = current_setting('meet.tenant', true));

alter table chat.deliveries enable row level security;
alter table chat.deliveries force row level security;
create policy one_tenant on chat.deliveries using (tenant_id = current_setting('meet.tenant', true));
