-- What messages carry. The content is in the file store under (tenant_id, id). A file belongs to whoever uploaded it until a
-- message of theirs takes it; those that none takes are swept.
create table chat.files (
  tenant_id     text not null references chat.tenants (id),
  id            uuid not null,
  owner_kind    text not null check (owner_kind in ('staff', 'customer')),
  owner_id      uuid not null,
  name          text not null,
  size          bigint not null check (size > 0),
  content_type  text not null,
  width         integer,
  height        integer,
  stored        boolean not null default false,   -- the row is there before the content, so that the sweep finds what a crash left
  entry_id      uuid,
  room_entry_id uuid,
  place         integer not null default 0,       -- within its message
  uploaded_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, entry_id) references chat.entries (tenant_id, id),
  foreign key (tenant_id, room_entry_id) references chat.room_entries (tenant_id, id),
  check (entry_id is null or room_entry_id is null),
  check (stored or (entry_id is null and room_entry_id is null))
);
create index files_entry on chat.files (tenant_id, entry_id, place) where entry_id is not null;
create index files_room_entry on chat.files (tenant_id, room_entry_id, place) where room_entry_id is not null;
create index files_waiting on chat.files (tenant_id, owner_id, uploaded_at) where entry_id is null and room_entry_id is null;

alter table chat.files enable row level security;
alter table chat.files force row level security;
create policy one_tenant on chat.files using (tenant_id = current_setting('meet.tenant', true));
