/** What operators look at over time. Nothing here is written in the transaction of a call: a server adds its counts once a minute. */
export const figures = () => `
-- Counts of one minute (minutes 1) or hour (minutes 60) that began at this time. shop_id 0: the seller as a whole. edition '': what
-- belongs to none, how many records waited at the end and how long the oldest of them had; null where nobody looked.
create table figures (
  seller text not null, minutes bigint not null, shop_id bigint not null, at bigint not null, edition text not null,
  acknowledged bigint not null, failed bigint not null, superseded bigint not null, rejected bigint not null,
  unverified bigint not null, limited bigint not null, pending bigint, oldest_ms bigint,
  primary key (seller, minutes, shop_id, at, edition)
);
create index figures_by_age on figures (seller, minutes, at, shop_id);

-- Signs of life of each key: when it pulled a pool last (sign stock, shipment) or acknowledged something (acknowledged), and the
-- last pauses between its passes, in milliseconds, as JSON. shop_id 0: a pull of all the shops that the key sees.
create table signs (
  seller text not null, actor text not null, shop_id bigint not null, sign text not null, at bigint not null, pauses text not null,
  primary key (seller, actor, shop_id, sign)
);
`;
