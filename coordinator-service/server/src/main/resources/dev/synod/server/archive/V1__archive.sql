-- What happened in clusters, kept for good. Runs on PostgreSQL and on H2. Every row belongs to one cluster.

-- One row a cluster: how far its ledger is archived, and who may write.
create table synod_archive_progress (
    cluster  varchar(256) not null,
    -- The decree of the newest archived event; changed in the transaction that inserts the events.
    position bigint       not null,
    -- The ballot of the president who wrote last: no transaction of an earlier one changes anything.
    round    bigint       not null,
    node     integer      not null,
    primary key (cluster)
);

create table synod_archive_event (
    cluster      varchar(256) not null,
    topic        varchar(256) not null,
    sequence     bigint       not null,
    -- The event's id: whose it is, and its number among the events of that process.
    process      varchar(256) not null,
    number       bigint       not null,
    position     bigint       not null,
    type         varchar(256) not null,
    event_key    varchar(1000),
    -- JSON as it was published, to the letter: a column that knows JSON would write it anew.
    data         varchar      not null,
    lamport      bigint       not null,
    vector       varchar      not null,
    causes       varchar      not null,
    -- By the wall clock of the president, for people; and the nanoseconds that the type cannot hold.
    published_at timestamp(6) with time zone not null,
    published_nanos integer not null,
    primary key (cluster, topic, sequence)
);

create unique index synod_archive_event_id on synod_archive_event (cluster, process, number);
create index synod_archive_event_position on synod_archive_event (cluster, position);
create index synod_archive_event_type on synod_archive_event (cluster, topic, type, sequence);
create index synod_archive_event_key on synod_archive_event (cluster, topic, event_key, sequence);
create index synod_archive_event_time on synod_archive_event (cluster, published_at);
