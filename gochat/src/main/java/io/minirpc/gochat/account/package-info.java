/** Users, passwords, tokens and sessions. */
@NullMarked
package io.minirpc.gochat.account;

import org.jspecify.annotations.NullMarked;
