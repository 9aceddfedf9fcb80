create table chat.staff (
  tenant_id     text not null references chat.tenants (id),
  id            uuid not null,
  name          text not null,
  operator_seat boolean not null,
  created_at    timestamptz not null,
  primary key (tenant_id, id)
);

create table chat.customers (
  tenant_id     text not null references chat.tenants (id),
  id            uuid not null,
  name          text not null,
  fields        jsonb not null default '[]',   -- [{label, value}], as the profile shows them
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (tenant_id, id)
);

-- A chat has two readers, and what one of them does not see leaves no trace in the other's numbers: each side has its own
-- version, positions and time of change. So a customer cannot tell from a gap that staff talked among themselves.
create table chat.chats (
  tenant_id              text not null,
  id                     uuid not null,
  customer_id            uuid not null,
  assignee_id            uuid,
  source                 text not null check (source in ('web', 'line', 'instagram', 'messenger')),
  state                  text not null default 'open' check (state in ('open', 'closed')),
  input_open             boolean not null default true,
  opening_client_id      uuid,
  version                bigint not null default 1,
  customer_version       bigint not null default 1,
  last_position          bigint not null default 0,
  last_customer_position bigint not null default 0,
  staff_read_position    bigint not null default 0,
  customer_read_position bigint not null default 0,
  missed_meet_id         uuid,
  live_meet_id           uuid,
  customer_live_meet_id  uuid,
  created_at             timestamptz not null,
  updated_at             timestamptz not null,
  customer_updated_at    timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, customer_id, opening_client_id),
  foreign key (tenant_id, customer_id) references chat.customers (tenant_id, id),
  foreign key (tenant_id, assignee_id) references chat.staff (tenant_id, id)
);
create index chats_newest on chat.chats (tenant_id, state, updated_at desc, id desc);
create index chats_missed on chat.chats (tenant_id, updated_at desc, id desc) where missed_meet_id is not null;
create index chats_customer on chat.chats (tenant_id, customer_id, customer_updated_at desc, id desc);
create index chats_assignee on chat.chats (tenant_id, assignee_id) where state = 'open';

create table chat.entries (
  tenant_id         text not null,
  chat_id           uuid not null,
  id                uuid not null,
  position          bigint not null,
  customer_position bigint,                     -- null: not for the customer
  version           bigint not null default 1,
  kind              text not null check (kind in ('message', 'meet', 'note')),
  internal          boolean not null default false,
  author_kind       text check (author_kind in ('staff', 'customer')),
  author_id         uuid,
  text              text,
  client_id         uuid,
  meet_id           uuid,
  meet_state        text check (meet_state in ('ringing', 'live', 'ended')),
  meet_was_live     boolean not null default false,
  meet_missed       boolean not null default false,
  meet_called_back  boolean not null default false,
  meet              jsonb,
  customer_meet     jsonb,
  note              text check (note in ('assigned', 'unassigned', 'closed', 'reopened')),
  about_id          uuid,                       -- staff
  at                timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, chat_id, position),
  unique (tenant_id, chat_id, customer_position),
  unique (tenant_id, chat_id, author_id, client_id),
  unique (tenant_id, meet_id),
  foreign key (tenant_id, chat_id) references chat.chats (tenant_id, id),
  check (not internal or customer_position is null)
);
create index entries_meets on chat.entries (tenant_id, chat_id, position desc) where kind = 'meet';

create view chat.people as
  select tenant_id, 'staff' as kind, id, name from chat.staff
  union all
  select tenant_id, 'customer', id, name from chat.customers;
