-- Meets with a customer, as far as links and messages need them: the newest version that was heard.
create table notification.meets (
  tenant_id   text not null,
  meet_id     uuid not null,
  chat_id     uuid not null,
  customer_id uuid not null,
  version     bigint not null,
  rings_until timestamptz,                 -- of the link's ring while it rings; null: nobody waits for a message to arrive
  over_at     timestamptz,
  heard_at    timestamptz not null,
  primary key (tenant_id, meet_id)
);
create index meets_age on notification.meets (heard_at);

create table notification.links (
  hash         bytea primary key,          -- SHA-256; the token itself is in the message alone
  tenant_id    text not null,
  meet_id      uuid not null,
  chat_id      uuid not null,
  customer_id  uuid not null,
  openings     integer not null default 0,
  max_openings integer not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null
);
create index links_meet on notification.links (tenant_id, meet_id);
create index links_expiry on notification.links (expires_at);

-- One message a Meet and channel. wanted: chat has not told yet where it would go. skipped: it would go nowhere, and nobody is told.
create table notification.messages (
  tenant_id         text not null,
  meet_id           uuid not null,
  channel           text not null check (channel in ('sms', 'email')),
  id                uuid not null unique,  -- also its idempotency key
  chat_id           uuid not null,
  customer_id       uuid not null,
  state             text not null check (state in ('wanted', 'skipped', 'queued', 'sent', 'delivered', 'failed', 'refused')),
  error             text,
  recipient         text,
  sender            text,
  subject           text,
  body              text,
  provider_id       text,
  tries             integer not null default 0,
  doubtful          boolean not null default false,  -- a try began whose end is not known: it may have gone out
  due_at            timestamptz,           -- null: nothing is to be done
  leased_until      timestamptz,
  counted_at        timestamptz,           -- when it was taken, for the limits
  version           bigint not null default 0,
  published_version bigint not null default 0,
  publishing_until  timestamptz,
  created_at        timestamptz not null,
  changed_at        timestamptz not null,
  primary key (tenant_id, meet_id, channel),
  -- Text and address are gone as soon as nobody needs them.
  check (state = 'queued' or (recipient is null and sender is null and subject is null and body is null))
);
create index messages_due on notification.messages (due_at) where due_at is not null;
create index messages_unpublished on notification.messages (changed_at) where version > published_version;
create index messages_counted on notification.messages (tenant_id, channel, counted_at) where counted_at is not null;
create index messages_age on notification.messages (created_at);

-- What the outbox provider was given, for the developer's page. Stays empty in production.
create table notification.outbox (
  id        uuid primary key,
  channel   text not null,
  recipient text not null,
  sender    text not null,
  subject   text,
  body      text not null,
  at        timestamptz not null
);
create index outbox_newest on notification.outbox (at desc);
