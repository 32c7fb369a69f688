/** Users, passwords, sessions and bans: start with {@code Accounts}, and {@code Moderation} for operators. */
@NullMarked
package io.minirpc.gochat.account;

import org.jspecify.annotations.NullMarked;
