-- Conversations among staff, in tables of their own: no query that a customer can cause touches them.

create table chat.rooms (
  tenant_id       text not null references chat.tenants (id),
  id              uuid not null,
  kind            text not null check (kind in ('team', 'direct')),
  name            text not null,                -- of a team chat
  first_id        uuid,                         -- the two of a direct message, the lower id first
  second_id       uuid,
  opened_by       uuid not null,
  opening_client_id uuid not null,
  version         bigint not null default 1,
  last_position   bigint not null default 0,
  live_meet_id    uuid,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, opened_by, opening_client_id),
  unique (tenant_id, first_id, second_id),      -- one room for two people, whoever begins
  foreign key (tenant_id, opened_by) references chat.staff (tenant_id, id),
  check ((kind = 'direct') = (first_id is not null and second_id is not null)),
  check (first_id < second_id)
);

create table chat.room_members (
  tenant_id     text not null,
  room_id       uuid not null,
  person_id     uuid not null,
  read_position bigint not null default 0,
  joined_at     timestamptz not null,
  primary key (tenant_id, room_id, person_id),
  foreign key (tenant_id, room_id) references chat.rooms (tenant_id, id),
  foreign key (tenant_id, person_id) references chat.staff (tenant_id, id)
);
create index room_members_person on chat.room_members (tenant_id, person_id);

create table chat.room_entries (
  tenant_id   text not null,
  room_id     uuid not null,
  id          uuid not null,
  position    bigint not null,
  version     bigint not null default 1,
  kind        text not null check (kind in ('message', 'meet')),
  author_id   uuid not null,
  text        text,
  client_id   uuid,
  mentions    uuid[] not null default '{}',     -- staff, in the order in which they are named
  meet_id     uuid,
  meet_state  text check (meet_state in ('ringing', 'live', 'ended')),
  meet_missed boolean not null default false,
  meet        jsonb,
  at          timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, room_id, position),
  unique (tenant_id, room_id, author_id, client_id),
  unique (tenant_id, meet_id),
  foreign key (tenant_id, room_id) references chat.rooms (tenant_id, id)
);
create index room_entries_meets on chat.room_entries (tenant_id, room_id, position desc) where kind = 'meet';

alter table chat.rooms enable row level security;
alter table chat.rooms force row level security;
create policy one_tenant on chat.rooms using (tenant_id = current_setting('meet.tenant', true));

alter table chat.room_members enable row level security;
alter table chat.room_members force row level security;
create policy one_tenant on chat.room_members using (tenant_id = current_setting('meet.tenant', true));

alter table chat.room_entries enable row level security;
alter table chat.room_entries force row level security;
create policy one_tenant on chat.room_entries using (tenant_id = current_setting('meet.tenant', true));
