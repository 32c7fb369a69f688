/** Routes and bus within one process, for gateways and services that share it. */
@NullMarked
package io.minirpc.gochat.route.memory;

import org.jspecify.annotations.NullMarked;
