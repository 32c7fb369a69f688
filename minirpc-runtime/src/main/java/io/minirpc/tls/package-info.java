/** What a client or a server says about TLS. Start with {@link io.minirpc.tls.TlsSettings}, the only type. */
@NullMarked
package io.minirpc.tls;

import org.jspecify.annotations.NullMarked;
