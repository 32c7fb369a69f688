/** What tests of the whole system share: a client that keeps the protocol, and gochat in a process of its own. */
package io.minirpc.gochat.support;
