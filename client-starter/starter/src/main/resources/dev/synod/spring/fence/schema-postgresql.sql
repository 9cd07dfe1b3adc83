create table if not exists synod_fence (
    name varchar(200) not null primary key,
    token bigint not null,
    raised_at timestamp with time zone default current_timestamp not null
);
