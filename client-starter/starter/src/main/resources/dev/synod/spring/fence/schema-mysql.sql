create table if not exists synod_fence (
    name varchar(200) character set ascii collate ascii_bin not null primary key,
    token bigint not null,
    raised_at timestamp(6) default current_timestamp(6) not null
);
