/** What clients and servers share and users do not need. */
@NullMarked
package io.minirpc.internal;

import org.jspecify.annotations.NullMarked;
