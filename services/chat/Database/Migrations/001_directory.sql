-- The directory: what has to be found before a tenant is known. Everything else stands under row level security (003).

create table chat.tenants (
  id                      text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  stream_id               uuid not null unique,
  name                    text not null,
  plan                    text not null check (plan in ('free', 'paid')),
  customer_may_start_meet boolean not null default false,
  auto_assign             boolean not null default false,
  created_at              timestamptz not null
);

create table chat.staff_logins (
  address       text primary key,          -- lower case
  tenant_id     text not null references chat.tenants (id),
  staff_id      uuid not null,
  password_hash text not null
);

-- Tries within the running minute, by the SHA-256 of the address: unknown addresses count too.
create table chat.sign_in_tries (
  address_hash bytea primary key,
  since        timestamptz not null,
  tries        integer not null
);

create table chat.sessions (
  id          uuid primary key,
  token_hash  bytea not null unique,       -- SHA-256; the token itself is never stored
  tenant_id   text not null references chat.tenants (id),
  person_kind text not null check (person_kind in ('staff', 'customer')),
  person_id   uuid not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null
);
create index sessions_expiry on chat.sessions (expires_at);

create table chat.replicas (
  id       uuid primary key,
  heard_at timestamptz not null
);

create table chat.connections (
  replica_id    uuid not null references chat.replicas (id) on delete cascade,
  connection_id text not null,
  tenant_id     text not null,
  person_kind   text not null check (person_kind in ('staff', 'customer')),
  person_id     uuid not null,
  idle_since    timestamptz,
  primary key (replica_id, connection_id)
);
create index connections_person on chat.connections (tenant_id, person_kind, person_id);

-- What was last told about a person.
create table chat.presence (
  tenant_id   text not null,
  person_kind text not null check (person_kind in ('staff', 'customer')),
  person_id   uuid not null,
  state       text not null check (state in ('online', 'idle', 'offline')),
  changed_at  timestamptz not null,
  primary key (tenant_id, person_kind, person_id)
);
create index presence_here on chat.presence (tenant_id, person_kind, person_id) where state <> 'offline';
