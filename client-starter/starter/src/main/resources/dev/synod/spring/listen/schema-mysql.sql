create table if not exists synod_cursor (
    topic varchar(200) character set ascii collate ascii_bin not null,
    name varchar(200) character set ascii collate ascii_bin not null,
    token bigint not null,
    passed bigint not null,
    moved_at timestamp(6) default current_timestamp(6) not null,
    primary key (topic, name)
);
