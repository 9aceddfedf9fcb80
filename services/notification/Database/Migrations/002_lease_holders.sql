-- Which process has leased a message: while its session with the database lasts, nobody else takes it before the lease ends.
alter table notification.messages add column leased_by integer;
