/**
 * What calls notice when servers come and go by etcd, and when etcd itself does: next to nothing. Start with
 * {@link io.minirpc.tests.discovery.Cluster}, servers in processes of their own, and
 * {@link io.minirpc.tests.discovery.Load}, the calls that must not fail. Each test prints its figure in one line; those
 * that take long are tagged "soak".
 */
package io.minirpc.tests.discovery;
