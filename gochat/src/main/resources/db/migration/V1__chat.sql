-- Statements that H2, MySQL 8 and MariaDB take alike. Times are UTC milliseconds. The tables of messages, one a month, are made on demand.

CREATE TABLE settings (
  name VARCHAR(64) ${ascii} NOT NULL PRIMARY KEY,
  content VARCHAR(4096) ${ascii} NOT NULL
) ${table};

-- Who may use a machine number of Snowflake ids, and up to which time.
CREATE TABLE machines (
  number INT NOT NULL PRIMARY KEY,
  boot VARCHAR(64) ${ascii} NOT NULL,
  until_ms BIGINT NOT NULL
) ${table};

CREATE TABLE users (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(32) ${ascii} NOT NULL,
  display VARCHAR(256) ${text} NOT NULL,
  password VARCHAR(256) ${ascii} NOT NULL,
  created_ms BIGINT NOT NULL,
  CONSTRAINT users_name UNIQUE (name)
) ${table};

-- A session is alive while ended_ms is null and expires_ms lies ahead. counter counts its refresh tokens.
CREATE TABLE sessions (
  id BIGINT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  device VARCHAR(64) ${ascii} NOT NULL,
  counter BIGINT NOT NULL,
  refresh_hash VARCHAR(64) ${ascii} NOT NULL,
  previous_hash VARCHAR(64) ${ascii},
  rotated_ms BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  ended_ms BIGINT
) ${table};
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expires ON sessions (expires_ms);

-- Sessions that ended, for gateways that ask what is new.
CREATE TABLE revocations (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  session_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
) ${table};

-- Who may not write to whom in the conversation of the two.
CREATE TABLE blocks (
  blocker BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (blocker, blocked)
) ${table};

-- head: the last seq. countable: how many messages up to head count as unread for others. month: yyyymm of the last segment.
CREATE TABLE conversations (
  id VARCHAR(64) ${ascii} NOT NULL PRIMARY KEY,
  head BIGINT NOT NULL,
  countable BIGINT NOT NULL,
  month INT NOT NULL,
  member_version BIGINT NOT NULL,
  edit_version BIGINT NOT NULL,
  last_time BIGINT NOT NULL,
  created_ms BIGINT NOT NULL
) ${table};

-- In which of the month tables the messages of a conversation lie: from first_seq to the next segment's first_seq - 1, or head.
CREATE TABLE segments (
  conversation VARCHAR(64) ${ascii} NOT NULL,
  month INT NOT NULL,
  first_seq BIGINT NOT NULL,
  PRIMARY KEY (conversation, month)
) ${table};

-- Whoever ever belonged to a conversation, and his cursors. read_count: the running count at read_seq. own_above: his own countable messages
-- above read_seq. left_seq: the last seq that he may see, null while he is in.
CREATE TABLE members (
  conversation VARCHAR(64) ${ascii} NOT NULL,
  user_id BIGINT NOT NULL,
  read_seq BIGINT NOT NULL,
  read_count BIGINT NOT NULL,
  own_above BIGINT NOT NULL,
  delivered_seq BIGINT NOT NULL,
  left_seq BIGINT,
  PRIMARY KEY (conversation, user_id)
) ${table};
CREATE INDEX members_user ON members (user_id, conversation);

-- When somebody was in: what he may see. last_seq is null while he is in.
CREATE TABLE spans (
  conversation VARCHAR(64) ${ascii} NOT NULL,
  user_id BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT,
  PRIMARY KEY (conversation, user_id, first_seq)
) ${table};

-- Answers to what was sent under a client's own id, for 30 days. hash: of conversation, type and content. day: days since 1970.
CREATE TABLE dedup (
  sender BIGINT NOT NULL,
  client_msg_id VARCHAR(64) ${ascii} NOT NULL,
  hash VARCHAR(64) ${ascii} NOT NULL,
  conversation VARCHAR(64) ${ascii} NOT NULL,
  seq BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  time_ms BIGINT NOT NULL,
  day INT NOT NULL,
  PRIMARY KEY (sender, client_msg_id)
) ${table};
CREATE INDEX dedup_day ON dedup (day);
