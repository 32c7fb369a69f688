/** Ways to users: {@code Routes} of the connections of users, and the {@code Bus} to their gateways. */
@NullMarked
package io.minirpc.gochat.route;

import org.jspecify.annotations.NullMarked;
