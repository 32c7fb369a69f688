/** Users, passwords and sessions: start with {@code Accounts}. */
@NullMarked
package io.minirpc.gochat.account;

import org.jspecify.annotations.NullMarked;
