/**
 * The built-in filters: code around calls that a client or a server is built with. Each class says which side it is for
 * and where among the others it belongs.
 */
@NullMarked
package io.minirpc.filter;

import org.jspecify.annotations.NullMarked;
