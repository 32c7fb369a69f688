/**
 * The wire, seen from outside: bytes to and from plain sockets, by code that shares nothing with the codecs. Start with
 * {@link io.minirpc.tests.wire.RawPeer} and {@link io.minirpc.tests.wire.Frames}; whole calls are in
 * {@code ShapesTest}.
 */
package io.minirpc.tests.wire;
