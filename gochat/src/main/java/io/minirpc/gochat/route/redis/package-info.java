/** Routes and bus in Redis, for gateways and services in processes of their own. Start at {@code RedisRouting}. */
@NullMarked
package io.minirpc.gochat.route.redis;

import org.jspecify.annotations.NullMarked;
