/**
 * Filters that most systems need, each a {@link io.minirpc.Filter} of its own. Each says where to put it: around the
 * calls of a client, around each attempt, or around the methods of a server.
 */
@NullMarked
package io.minirpc.filter;

import org.jspecify.annotations.NullMarked;
