/** gochat as a process, killed, stopped and starved. */
package io.minirpc.gochat.process;
