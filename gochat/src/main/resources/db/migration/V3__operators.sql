-- Users who run the site.
CREATE TABLE operators (
  user_id BIGINT NOT NULL PRIMARY KEY,
  since_ms BIGINT NOT NULL
) ${table};

-- Users who may not log in. reason: what they are told, null for nothing.
CREATE TABLE bans (
  user_id BIGINT NOT NULL PRIMARY KEY,
  since_ms BIGINT NOT NULL,
  reason VARCHAR(512) ${text}
) ${table};

-- Whether a ban ended the session; null for no.
ALTER TABLE revocations ADD COLUMN banned BOOLEAN;
