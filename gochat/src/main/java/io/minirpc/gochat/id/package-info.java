/** Ids of messages, users and sessions: {@code Snowflake} and its machine numbers. */
@NullMarked
package io.minirpc.gochat.id;

import org.jspecify.annotations.NullMarked;
