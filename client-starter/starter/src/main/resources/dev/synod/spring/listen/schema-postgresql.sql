create table if not exists synod_cursor (
    topic varchar(200) not null,
    name varchar(200) not null,
    token bigint not null,
    passed bigint not null,
    moved_at timestamp with time zone default current_timestamp not null,
    primary key (topic, name)
);
