/** The TLS settings of clients and servers. Start with {@link io.minirpc.tls.TlsSettings}, the only type. */
@NullMarked
package io.minirpc.tls;

import org.jspecify.annotations.NullMarked;
