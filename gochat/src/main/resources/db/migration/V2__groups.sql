-- Groups. member_count: those who are in. code: by which others join. dissolved_ms: null while the group exists.
CREATE TABLE chat_groups (
  conversation VARCHAR(64) ${ascii} NOT NULL PRIMARY KEY,
  name VARCHAR(256) ${text} NOT NULL,
  code VARCHAR(32) ${ascii} NOT NULL,
  member_count INT NOT NULL,
  dissolved_ms BIGINT
) ${table};

-- OWNER, ADMIN or MEMBER; null in conversations of two, and for who is out.
ALTER TABLE members ADD COLUMN role VARCHAR(8) ${ascii};
