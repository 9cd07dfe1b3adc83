-- What each node must not forget. Every row belongs to one node of one cluster; nodes do not see each other's.

-- One row a node: who may write for it, and how far its memory goes.
create table synod_journal_node (
    cluster varchar(256) not null,
    node    integer      not null,
    format  integer      not null,
    -- The fencing column: grows with every opening, and each transaction that writes asks whether it is still its own.
    owner   bigint       not null,
    -- The newest batch.
    batch   bigint       not null,
    primary key (cluster, node)
) with (fillfactor = 10); -- updated by every transaction: the new version finds room on the same page

-- Records that became durable together, in the layout of RecordCodec. Numbers have no gaps.
create table synod_journal_batch (
    cluster  varchar(256) not null,
    node     integer      not null,
    number   bigint       not null,
    -- The snapshot over which the memory begins anew with this batch: what is older counts no more, and is deleted.
    snapshot uuid,
    records  integer      not null,
    checksum integer      not null,
    bytes    bytea        not null,
    primary key (cluster, node, number)
);

-- Where memories began anew; few.
create index synod_journal_beginning on synod_journal_batch (cluster, node, number) where snapshot is not null;

create table synod_journal_snapshot (
    id       uuid         not null primary key,
    cluster  varchar(256) not null,
    node     integer      not null,
    through  bigint       not null,
    length   integer      not null,
    checksum integer      not null
);

create index synod_journal_snapshot_of_node on synod_journal_snapshot (cluster, node);

create table synod_journal_snapshot_part (
    snapshot uuid    not null references synod_journal_snapshot on delete cascade,
    part     integer not null,
    bytes    bytea   not null,
    primary key (snapshot, part)
);

-- Records and snapshots hardly compress, and the loop waits for these rows.
alter table synod_journal_batch alter column bytes set storage external;
alter table synod_journal_snapshot_part alter column bytes set storage external;
