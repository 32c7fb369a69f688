/** The API between gateways and services one version ago: what was added since is missing. */
package io.minirpc.gochat.previous;
