-- The second line behind the WHERE clauses: a connection sees the rows of the one tenant that it was opened for, and none when
-- it was opened for none. FORCE, because the service's role owns the tables.

alter table chat.staff enable row level security;
alter table chat.staff force row level security;
create policy one_tenant on chat.staff using (tenant_id = current_setting('meet.tenant', true));

alter table chat.customers enable row level security;
alter table chat.customers force row level security;
create policy one_tenant on chat.customers using (tenant_id = current_setting('meet.tenant', true));

alter table chat.chats enable row level security;
alter table chat.chats force row level security;
create policy one_tenant on chat.chats using (tenant_id = current_setting('meet.tenant', true));

alter table chat.entries enable row level security;
alter table chat.entries force row level security;
create policy one_tenant on chat.entries using (tenant_id = current_setting('meet.tenant', true));
