-- What no B-tree serves, correlation ids and origins, is found by summaries of the log's pages: most of the log is passed
-- over unread, and an append pays next to nothing, since a range of pages is summed up once it is full. Made here from the
-- whole log: appends wait as long as it takes to read it once.
CREATE INDEX events_summary ON eventstore.events USING brin (
  tenant,
  correlation_id text_bloom_ops (n_distinct_per_range = 1000, false_positive_rate = 0.01),
  source text_bloom_ops (n_distinct_per_range = 16, false_positive_rate = 0.01)
) WITH (autosummarize = on);
