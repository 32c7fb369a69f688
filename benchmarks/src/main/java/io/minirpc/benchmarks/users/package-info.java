/**
 * The work that every peer does: a service of users. Start at {@link io.minirpc.benchmarks.users.UserService}; its data
 * come from {@link io.minirpc.benchmarks.users.Users} alone.
 */
@NullMarked
package io.minirpc.benchmarks.users;

import org.jspecify.annotations.NullMarked;
